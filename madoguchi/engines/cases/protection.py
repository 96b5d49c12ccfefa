"""支援措置: which cases are a protected person's. Asked in the query itself, so that no list or page forgets it."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from madoguchi.engines.cases.models import Case, SignatureMatch
from madoguchi.engines.people.public import persons_of_accounts, protected_accounts


def is_protected() -> Q:
    """Of a case: whether its account or its signer is a person under protection."""
    bound = protected_accounts().filter(account=OuterRef("account"))
    signed = SignatureMatch.objects.filter(signature__application=OuterRef("application"), addressee__suppressed=True)
    return Q(Exists(bound)) | Q(Exists(signed))


def of_protected_persons() -> Q:
    """The same of an application."""
    bound = protected_accounts().filter(account=OuterRef("account"))
    signed = SignatureMatch.objects.filter(signature__application=OuterRef("pk"), addressee__suppressed=True)
    return Q(Exists(bound)) | Q(Exists(signed))


def persons_of_cases(ids: list[str]) -> dict[str, set[UUID]]:
    """Whose cases these are: of the account, as the office has bound it, and of who signed. Two queries."""
    rows = Case.objects.filter(pk__in=ids, account__isnull=False).values_list("pk", "account")
    found = persons_of_accounts({str(pk): account for pk, account in rows})
    signed = SignatureMatch.objects.filter(signature__application__case__in=[UUID(one) for one in ids])
    for case, addressee in signed.values_list("signature__application__case", "addressee"):
        found.setdefault(str(case), set()).add(addressee)
    return found
