"""What manuscripts there are, and one with all that its page shows."""

from collections.abc import Iterable
from uuid import UUID

from madoguchi.city import public as city
from madoguchi.core.refused import NotFound
from madoguchi.engines.people.public import Account, Actor
from madoguchi.services.authoring.models import Manuscript, Remark, Submission


def manuscript_for(by: Actor, pk: UUID) -> Manuscript:
    """Raises NotFound."""
    found = Manuscript.objects.visible_to(by).select_related("current__before", "based_on").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def submission_for(by: Actor, pk: UUID) -> Submission:
    """Raises NotFound."""
    mine = Manuscript.objects.visible_to(by).values("pk")
    found = (
        Submission.objects.filter(pk=pk, manuscript__in=mine)
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
