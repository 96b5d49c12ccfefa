"""The address that mails name: the overview, at the city's own address."""

from django.conf import settings
from django.urls import reverse


def page_address() -> str:
    return settings.MADO_ADDRESS.rstrip("/") + reverse("portal_acting")
