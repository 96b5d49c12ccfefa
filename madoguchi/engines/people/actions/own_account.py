"""One's own account: making the passkey obligatory, or one way of several again."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.acting import By
from madoguchi.core.audit.public import note
from madoguchi.core.refused import Refused
from madoguchi.engines.people.actions.one_time_links import spend_links
from madoguchi.engines.people.models.account import Account
from madoguchi.engines.people.permissions import authorize


class NoPasskey(Refused):
    code, message = "no-passkey", _("先にパスキーを加えてください。")


@transaction.atomic
def require_passkey(account: Account, required: bool, *, by: By, at: datetime) -> None:
    """With it on, neither a mailed link nor a password signs in without the passkey (or a spare code); who came in by them before
    is out.
    """
    authorize(by, "people.manage-own-account")
    if required and not Authenticator.objects.filter(user=account, type="webauthn").exists():
        raise NoPasskey
    account.passkey_required = required
    account.save(update_fields=["passkey_required"])
    spend_links(account, at=at)
    note("people.passkey-required", by=by, at=at, subject_kind="account", subject_id=account.pk, data={"on": required})
