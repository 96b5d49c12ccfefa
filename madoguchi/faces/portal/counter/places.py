"""Where the pages of a counter are. The terminal in the hall has an address that only the office hands out: a ticket is
taken by who stands there, not from home.
"""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

SIGNER = Signer(salt="counter-kiosk", sep="~")


def kiosk_address(code: str) -> str:
    return reverse("portal:counter-kiosk", args=[code, SIGNER.signature(code)])


def is_kiosk(code: str, mark: str) -> bool:
    try:
        return SIGNER.unsign(f"{code}~{mark}") == code
    except BadSignature:
        return False
