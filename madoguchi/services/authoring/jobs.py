"""What runs by itself: publication on the day that was agreed to."""

from madoguchi.core.jobs.public import every
from madoguchi.core.zones import Zone
from madoguchi.services.authoring.actions.submit import publish_due

every("authoring.publish", daily="00:05", zone=Zone.OFFICE)(publish_due)
