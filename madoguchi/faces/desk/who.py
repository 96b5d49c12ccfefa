"""Who: names of staff for the codes that records carry. Residents stay ids."""

from collections.abc import Iterable
from uuid import UUID

from madoguchi.engines.people.public import Account, Kind

STAFF = "staff:"


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Code → name, of the members of staff among them. One query."""
    ids = {one for code in codes if code.startswith(STAFF) and is_id(one := code.removeprefix(STAFF))}
    rows = Account.objects.filter(pk__in=ids, kind=Kind.STAFF).values_list("pk", "name", "email")
    return {f"{STAFF}{pk}": name or email for pk, name, email in rows}


def is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
