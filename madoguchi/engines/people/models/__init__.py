from madoguchi.engines.people.models.account import Account

__all__ = ["Account"]
