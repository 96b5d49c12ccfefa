"""Fresh: whether the person proved who they are within the last minutes, by signing in or by confirming again."""

import time
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings


def is_fresh(request: Any) -> bool:
    records = get_authentication_records(request, request.user)
    if not records:
        return False
    return bool(time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
