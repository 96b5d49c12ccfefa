from madoguchi.engines.booking.nursery.models.child import Child, Interview
from madoguchi.engines.booking.nursery.models.stay import Stay

__all__ = ["Child", "Interview", "Stay"]
