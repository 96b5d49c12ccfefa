from madoguchi.city.models.load import Load
from madoguchi.city.models.publication import Change, Publication
from madoguchi.city.models.version import Version

__all__ = ["Change", "Load", "Publication", "Version"]
