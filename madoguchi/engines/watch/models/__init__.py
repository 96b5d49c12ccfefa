from madoguchi.engines.watch.models.anomaly import Anomaly, State
from madoguchi.engines.watch.models.flag import Flag, Why
from madoguchi.engines.watch.models.place import ReadUpTo
from madoguchi.engines.watch.models.staff_person import StaffPerson
from madoguchi.engines.watch.models.step import Step
from madoguchi.engines.watch.models.told import ToldLook, ToldUpTo

__all__ = ["Anomaly", "Flag", "ReadUpTo", "StaffPerson", "State", "Step", "ToldLook", "ToldUpTo", "Why"]
