"""支援措置: which cases are a protected person's. Asked in the query itself, so that no list or page forgets it."""

from django.db.models import Exists, OuterRef, Q

from madoguchi.engines.cases.models import SignatureMatch
from madoguchi.engines.people.public import protected_accounts


def is_protected() -> Q:
    """Of a case: whether its account or its signer is a person under protection."""
    bound = protected_accounts().filter(account=OuterRef("account"))
    signed = SignatureMatch.objects.filter(signature__application=OuterRef("application"), addressee__suppressed=True)
    return Q(Exists(bound)) | Q(Exists(signed))
