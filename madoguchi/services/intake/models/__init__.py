from madoguchi.services.intake.models.parcel import Parcel, ParcelState
from madoguchi.services.intake.models.report import Report
from madoguchi.services.intake.models.run import Run

__all__ = ["Parcel", "ParcelState", "Report", "Run"]
