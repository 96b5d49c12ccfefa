from madoguchi.core.sealing.models.data_key import DataKey

__all__ = ["DataKey"]
