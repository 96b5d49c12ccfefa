"""The door of webhooks.

from madoguchi.engines.webhooks import public as webhooks
"""

from madoguchi.engines.webhooks.actions.hooks import (
    end_hook,
    make_hook,
    pause_hook,
    renew_secret,
    resume_hook,
    send_again,
    try_hook,
)
from madoguchi.engines.webhooks.kinds import KINDS
from madoguchi.engines.webhooks.models import Attempt, Hook, Sending, Why
from madoguchi.engines.webhooks.refusals import TROUBLES, AddressRefused
from madoguchi.engines.webhooks.subjects import SUBJECTS, Subject, Told, nothing_told, protected_among

__all__ = [
    "KINDS", "SUBJECTS", "TROUBLES", "AddressRefused", "Attempt", "Hook", "Sending", "Subject", "Told", "Why", "end_hook",
    "make_hook", "nothing_told", "pause_hook", "protected_among", "renew_secret", "resume_hook", "send_again", "try_hook",
]  # fmt: skip
