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
from madoguchi.services.authoring.body import Body, copied, kind_of
from madoguchi.services.authoring.events import ManuscriptBegun
from madoguchi.services.authoring.models import Manuscript, Revision
from madoguchi.services.authoring.paper import pages_of
from madoguchi.services.authoring.refusals import AlreadyWriting, BadCode, CodeTaken, NotOwnBlock, NotOwnDepartment
from madoguchi.services.authoring.sharing import concerned, departments_of

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
    version, old = in_force(code), _earlier("procedure", code, sha256)
    return _begin(code, {"procedure": copied(old.written)}, department_of(version, by), version, "old", by, at)


def begin_block(code: str, title: str, *, section: str, by: Actor, at: datetime) -> Manuscript:
    """A new block of questions that procedures can share. Raises as `begin_blank`."""
    body = {"block": {"code": code, "title": title, "ask": []}}
    return _begin(_free(code, "block"), body, section, None, "blank", by, at)


def begin_block_change(code: str, *, by: Actor, at: datetime) -> Manuscript:
    """The block in force, to be changed. Raises NotPermitted, NotFound, NotOwnBlock, AlreadyWriting."""
    version = in_force(code, "block")
    return _begin(code, {"block": copied(version.written)}, department_of_block(code, by), version, "change", by, at)


def begin_block_old(code: str, sha256: str, *, by: Actor, at: datetime) -> Manuscript:
    """An earlier version of a block, to be put in force anew. Raises as `begin_block_change`."""
    version, old = in_force(code, "block"), _earlier("block", code, sha256)
    return _begin(code, {"block": copied(old.written)}, department_of_block(code, by), version, "old", by, at)


def _earlier(kind: str, code: str, sha256: str) -> city.Version:
    old = city.version_of(kind, code, sha256)
    if old is None:
        raise NotFound
    return old


def in_force(code: str, kind: str = "procedure") -> city.Version:
    version = city.current(kind, code)
    if version is None:
        raise NotFound
    return version


def department_of(version: city.Version, by: Actor) -> str:
    """The department in charge, if the person belongs to it. Raises NotOwnDepartment."""
    section = str(version.body.get("department", ""))
    if by.kind != "system" and section not in by.sections_with("authoring.write"):
        raise NotOwnDepartment
    return section


def department_of_block(code: str, by: Actor) -> str:
    """Of the person's departments the one that has procedures with the block; any, where nobody has. Raises NotOwnBlock."""
    using, own = departments_of(concerned(code)), by.sections_with("authoring.write")
    chosen = sorted(using & set(own)) if using else sorted(own, key=lambda section: section != by.section)
    if by.kind == "system":
        return (chosen or sorted(using) or [""])[0]
    if not chosen:
        raise NotOwnBlock
    return chosen[0]


def _free(code: str, kind: str = "procedure") -> str:
    if not CODE.fullmatch(code) or len(code) > 48:
        raise BadCode
    if city.Publication.objects.filter(kind=kind, code=code).exists():
        raise CodeTaken(taken=code)
    return code


@transaction.atomic
def _begin(code: str, body: Body, section: str, based_on: city.Version | None, way: str, by: Actor, at: datetime) -> Manuscript:
    kind = kind_of(body)
    manuscript = Manuscript(section=section, kind=kind, code=code, based_on=based_on, begun_by=by.code, begun_at=at, touched_at=at)
    authorize(by, "authoring.write", manuscript)
    if not section:
        raise NotPermitted
    try:
        with transaction.atomic():
            manuscript.save(force_insert=True)
    except IntegrityError:
        raise AlreadyWriting(code, Manuscript.objects.open().filter(kind=kind, code=code).first()) from None
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
