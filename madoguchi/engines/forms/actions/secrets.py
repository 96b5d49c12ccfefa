"""Keeping My Numbers: sealed to the office at once, by a key of their own."""

from collections.abc import Collection, Mapping
from datetime import datetime

from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.sealing.public import destroy, new_key, seal
from madoguchi.engines.forms.definitions import Page
from madoguchi.engines.forms.fields import FIELD_TYPES
from madoguchi.engines.forms.models import Draft, DraftSecret
from madoguchi.engines.forms.models.secret import secret_context
from madoguchi.engines.people.public import Actor


def kept_paths(draft: Draft, page: Page) -> list[str]:
    """Questions of the page for which a number is kept."""
    sealed = [question.id for question in page.ask if FIELD_TYPES.get(question.type).sealed]
    return list(DraftSecret.objects.filter(draft=draft, path__in=sealed).values_list("path", flat=True)) if sealed else []


def keep_secrets(draft: Draft, secrets: Mapping[str, str], forgotten: Collection[str], *, by: Actor, at: datetime) -> None:
    """Replace what was typed anew, forget what was asked to be forgotten. Must be inside atomic."""
    for path in {*secrets, *forgotten}:
        for row in DraftSecret.objects.select_for_update().select_related("key").filter(draft=draft, path=path):
            key = row.key
            row.delete()
            destroy(key, by, at)
    for path, secret in secrets.items():
        key = new_key("draft-secret", uuid7(), to="office")
        sealed = seal(key, secret.encode(), secret_context(draft.pk, path))
        DraftSecret.objects.create(draft=draft, path=path, key=key, sealed=sealed, kept_at=at)
