"""What manuscripts there are, and one with all that its page shows."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from madoguchi.city import public as city
from madoguchi.core.refused import NotFound
from madoguchi.engines.forms.public import used_blocks
from madoguchi.engines.people.public import Account, Actor
from madoguchi.services.authoring.models import Asking, Manuscript, Remark, Submission
from madoguchi.services.authoring.sharing import departments_of


def manuscript_for(by: Actor, pk: UUID) -> Manuscript:
    """Raises NotFound."""
    found = Manuscript.objects.visible_to(by).select_related("current__before", "based_on").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def submission_for(by: Actor, pk: UUID) -> Submission:
    """By its own id, or by that of an asking of another department, for its staff. Raises NotFound."""
    mine = Manuscript.objects.visible_to(by).values("pk")
    asked = Asking.objects.filter(pk=pk, section__in=by.sections_with("authoring.see")).values("submission")
    found = (
        Submission.objects.filter(Q(pk=pk, manuscript__in=mine) | Q(pk__in=asked))
        .select_related("manuscript__based_on", "manuscript__current", "revision", "version")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def open_submission(manuscript: Manuscript) -> Submission | None:
    return manuscript.submissions.filter(ended_at=None).select_related("revision").first()


def open_remarks(manuscript: Manuscript) -> list[Remark]:
    return list(manuscript.remarks.filter(settled_at=None).order_by("at"))


def own_procedures(by: Actor) -> list[city.Version]:
    """Those in force of which the person's departments are in charge."""
    sections = set(by.sections_with("authoring.write"))
    return [one for one in city.current_all("procedure") if getattr(one.definition, "department", "") in sections]


def own_blocks(by: Actor) -> list[tuple[city.Version, int]]:
    """The shared blocks that the person's departments may change, each with the number of procedures that name it. Those that
    only other departments' procedures use are not among them.
    """
    own = by.sections_with("authoring.write")
    blocks = {one.code: one for one in city.current_all("block")}
    inside = {one["code"]: used_blocks(one) for one in city.written_all("block")}
    using: dict[str, list[dict[str, Any]]] = {code: [] for code in blocks}
    for procedure in city.written_all("procedure"):
        spread, new = set(), used_blocks(procedure)
        while new:
            spread |= new
            new = {inner for code in new for inner in inside.get(code, ())} - spread
        for code in spread & using.keys():
            using[code].append(procedure)
    return [(one, len(using[code])) for code, one in blocks.items() if not using[code] or departments_of(using[code]) & own]


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Code of a member of staff → name. One query."""
    ids = []
    for code in codes:
        kind, _, pk = code.partition(":")
        try:
            ids += [UUID(pk)] if kind == "staff" else []
        except ValueError:
            continue
    rows = Account.objects.filter(pk__in=ids).values_list("pk", "name", "email")
    return {f"staff:{pk}": name or email for pk, name, email in rows}
