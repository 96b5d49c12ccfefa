"""Begin a manuscript: from nothing, from a procedure in force (to change it, or as a copy), from an old version, from paper."""

import re
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from madoguchi.city import public as city
from madoguchi.core.events.public import record
from madoguchi.core.refused import NotFound, NotPermitted
from madoguchi.engines.people.public import Actor, authorize
from madoguchi.services.authoring.actions.keeping import further
from madoguchi.services.authoring.body import Body, copied
from madoguchi.services.authoring.events import ManuscriptBegun
from madoguchi.services.authoring.models import Manuscript, Revision
from madoguchi.services.authoring.paper import pages_of
from madoguchi.services.authoring.refusals import AlreadyWriting, BadCode, CodeTaken, NotOwnDepartment

CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
OWN_TO_THE_CITY = ("measures", "pittari", "follows")
"""What a copy does not inherit."""


def begin_blank(code: str, title: str, *, section: str, by: Actor, at: datetime) -> Manuscript:
    """Raises NotPermitted, BadCode, CodeTaken, AlreadyWriting."""
    return _begin(_free(code), {"procedure": _blank(code, title, section)}, section, None, "blank", by, at)


def begin_from_paper(code: str, title: str, lines: str, *, section: str, by: Actor, at: datetime) -> Manuscript:
    """From the list of a paper form's fields, a line each. Raises as `begin_blank`, NothingOnPaper."""
    raw = _blank(code, title, section) | pages_of(lines)
    return _begin(_free(code), {"procedure": raw}, section, None, "paper", by, at)


def begin_copy(of: str, code: str, title: str, *, section: str, by: Actor, at: datetime) -> Manuscript:
    """A new procedure that is like another. Raises as `begin_blank`, NotFound."""
    version = in_force(of)
    raw = {key: value for key, value in copied(version.written).items() if key not in OWN_TO_THE_CITY}
    raw |= {"code": code, "title": title or raw["title"], "department": section}
    return _begin(_free(code), {"procedure": raw}, section, None, "copy", by, at)


def begin_change(code: str, *, by: Actor, at: datetime) -> Manuscript:
    """The procedure in force, to be changed. Raises NotPermitted, NotFound, NotOwnDepartment, AlreadyWriting."""
    version = in_force(code)
    return _begin(code, {"procedure": copied(version.written)}, department_of(version, by), version, "change", by, at)


def begin_old(code: str, sha256: str, *, by: Actor, at: datetime) -> Manuscript:
    """An earlier version's text, to be put in force anew. Raises as `begin_change`."""
    version, old = in_force(code), city.version_of("procedure", code, sha256)
    if old is None:
        raise NotFound
    return _begin(code, {"procedure": copied(old.written)}, department_of(version, by), version, "old", by, at)


def in_force(code: str) -> city.Version:
    version = city.current("procedure", code)
    if version is None:
        raise NotFound
    return version


def department_of(version: city.Version, by: Actor) -> str:
    """The department in charge, if the person belongs to it. Raises NotOwnDepartment."""
    section = str(version.body.get("department", ""))
    if by.kind != "system" and section not in by.sections_with("authoring.write"):
        raise NotOwnDepartment
    return section


def _free(code: str) -> str:
    if not CODE.fullmatch(code) or len(code) > 48:
        raise BadCode
    if city.Publication.objects.filter(kind="procedure", code=code).exists():
        raise CodeTaken(taken=code)
    return code


@transaction.atomic
def _begin(code: str, body: Body, section: str, based_on: city.Version | None, way: str, by: Actor, at: datetime) -> Manuscript:
    manuscript = Manuscript(section=section, code=code, based_on=based_on, begun_by=by.code, begun_at=at, touched_at=at)
    authorize(by, "authoring.write", manuscript)
    if not section:
        raise NotPermitted
    try:
        with transaction.atomic():
            manuscript.save(force_insert=True)
    except IntegrityError:
        raise AlreadyWriting(code, Manuscript.objects.open().filter(code=code).first()) from None
    further(manuscript, body, Revision.What.BEGUN, way, by=by, at=at)
    record(ManuscriptBegun(subject=manuscript.id, procedure=code, way=way), by=by, at=at, section=section)
    return manuscript


def _blank(code: str, title: str, section: str) -> dict[str, Any]:
    """What a procedure must say, with the answers that most have."""
    return {
        "code": code,
        "title": title,
        "department": section,
        "law": "",
        "kind": "application",
        "assurance": "account",
        "appeal_body": "mayor",
        "retention": "5y",
        "results": {},
        "pages": [],
    }
