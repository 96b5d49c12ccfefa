"""The log of cases as it leaves the house: its structure, and what is not in it."""

import json
import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command

from madoguchi.core.audit.public import Entry
from madoguchi.core.refused import NotFound, NotPermitted
from madoguchi.engines.cases.models import Case
from madoguchi.engines.cases.testing import NOON, a_case
from madoguchi.engines.cases.tests.test_flow import walked
from madoguchi.engines.insight.public import LogAsked, export_log
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import an_administrator, an_approver, an_officer

pytestmark = pytest.mark.django_db
JULY = LogAsked(date(2026, 7, 1), date(2026, 7, 31))
X = "{http://www.xes-standard.org/}"
VALUES = {
    "string": re.compile(r".*", re.S),
    "date": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"),
    "int": re.compile(r"-?\d+"),
    "boolean": re.compile(r"true|false"),
    "id": re.compile(r"[0-9a-f-]{36}"),
}


def written(form: str, asked: LogAsked = JULY, by: Any = SYSTEM) -> str:
    return b"".join(export_log(asked, form, by=by, at=NOON)).decode()


def test_xes__has_the_structure_of_the_format() -> None:
    """Log: extensions, globals, classifiers, attributes, traces, in that order; attributes by type with key and value; keys whose
    prefix an extension declares; the globals in every trace and event."""
    walked(ask=2)
    log = ElementTree.fromstring(written("xes"))
    assert log.tag == f"{X}log"
    assert re.fullmatch(r"\d+(\.\d+)?", log.attrib["xes.version"])
    assert "xes.features" in log.attrib
    order = ["extension", "global", "classifier", *VALUES, "trace"]
    places = [order.index(child.tag.removeprefix(X)) for child in log]
    assert [place for place in places if place in (0, 1, 2)] == sorted(place for place in places if place in (0, 1, 2))
    assert max(place for place in places if place < order.index("trace")) < min(p for p in places if p == order.index("trace"))
    extensions = log.findall(f"{X}extension")
    prefixes = {one.attrib["prefix"] for one in extensions}
    assert all({"name", "prefix", "uri"} == set(one.attrib) for one in extensions)
    assert {one.attrib["scope"] for one in log.findall(f"{X}global")} == {"trace", "event"}
    wanted = {one.attrib["scope"]: {value.attrib["key"] for value in one} for one in log.findall(f"{X}global")}
    assert set(log.find(f"{X}classifier").attrib) == {"name", "scope", "keys"}
    traces = log.findall(f"{X}trace")
    assert len(traces) == 1
    for element, scope in [(traces[0], "trace"), *((event, "event") for event in traces[0].findall(f"{X}event"))]:
        values = [child for child in element if child.tag != f"{X}event"]
        keys = [value.attrib["key"] for value in values]
        assert wanted[scope] <= set(keys)
        assert len(keys) == len(set(keys))
        for value in values:
            assert set(value.attrib) == {"key", "value"}
            assert VALUES[value.tag.removeprefix(X)].fullmatch(value.attrib["value"]), value.attrib
            prefix, _colon, rest = value.attrib["key"].rpartition(":")
            assert rest
            assert not prefix or prefix in prefixes
    names = [event.find(f"{X}string[@key='concept:name']").attrib["value"] for event in traces[0].findall(f"{X}event")]
    assert names[:3] == ["cases.submitted", "cases.opened", "cases.accepted"]
    assert names[-1] == "cases.completed"


def test_ocel__names_only_what_it_describes() -> None:
    """Every relation leads to an object, every type is declared, ids are given once; JSON and XML say the same."""
    walked(ask=2)
    walked()
    log = json.loads(written("ocel-json"))
    assert set(log) == {"eventTypes", "objectTypes", "events", "objects"}
    objects = {one["id"]: one for one in log["objects"]}
    assert len(objects) == len(log["objects"])
    event_types = {one["name"]: {a["name"] for a in one["attributes"]} for one in log["eventTypes"]}
    object_types = {one["name"]: {a["name"] for a in one["attributes"]} for one in log["objectTypes"]}
    assert len({one["id"] for one in log["events"]}) == len(log["events"]) >= 20
    for event in log["events"]:
        assert {one["name"] for one in event["attributes"]} <= event_types[event["type"]]
        assert {one["objectId"] for one in event["relationships"]} <= set(objects)
        assert re.fullmatch(VALUES["date"], event["time"])
    for one in log["objects"]:
        assert {a["name"] for a in one["attributes"]} <= object_types[one["type"]]
        assert {related["objectId"] for related in one["relationships"]} <= set(objects)
    assert {one["type"] for one in log["objects"]} >= {"case", "application", "decision", "notice"}
    tree = ElementTree.fromstring(written("ocel-xml"))
    assert [child.tag for child in tree] == ["object-types", "event-types", "objects", "events"]
    assert [one.attrib["id"] for one in tree.find("events")] == [one["id"] for one in log["events"]]
    assert {one.attrib["id"]: one.attrib["type"] for one in tree.find("objects")} == {k: v["type"] for k, v in objects.items()}


@pytest.mark.parametrize("form", ["xes", "ocel-json", "ocel-xml"])
def test_log__holds_no_person_and_no_receipt_number(form: str) -> None:
    case = walked(ask=2)
    text = written(form)
    people = set(Case.objects.values_list("account_id", flat=True)) - {None}
    assert str(case.pk) in text
    assert case.number not in text
    assert not re.search(r"staff:|resident:", text)
    assert not any(str(one) in text for one in people)
    assert "さくら" not in text
    assert '"to"' not in text


def test_log__of_what_was_asked_for() -> None:
    mine, other = walked(), a_case("opened")
    assert str(other.pk) not in written("xes")
    assert str(other.pk) not in written("xes", LogAsked(JULY.first, JULY.last, still_open=True))  # its jobs have not run
    from madoguchi.engines.cases.testing import run

    run()
    both = written("xes", LogAsked(JULY.first, JULY.last, still_open=True))
    assert str(mine.pk) in both
    assert str(other.pk) in both
    assert "<trace>" not in written("xes", LogAsked(JULY.first, JULY.last, procedure="another"))
    assert "<trace>" not in written("xes", LogAsked(date(2025, 1, 1), date(2025, 12, 31)))


def test_log__is_for_the_own_department__and_noted() -> None:
    walked()
    assert "<trace>" in written("xes", by=an_approver())
    assert "<trace>" not in written("xes", by=an_approver("joho"))
    assert "<trace>" in written("xes", by=an_administrator())
    with pytest.raises(NotPermitted):
        written("xes", by=an_officer())
    with pytest.raises(NotFound):
        written("xls")
    noted = Entry.objects.filter(action="insight.log-exported")
    assert noted.count() == 3
    assert noted.first().data["form"] == "xes"


def test_command__rebuilds_compares_and_exports(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    walked()
    call_command("flow", "compare")
    assert "as the events say" in capsys.readouterr().out
    from madoguchi.engines.insight.testing import StepFact

    StepFact.objects.filter(step="review").update(days=99)
    with pytest.raises(CommandError, match="1 件が違います"):
        call_command("flow", "compare")
    call_command("flow", "rebuild")
    call_command("flow", "compare")
    file = tmp_path / "log.xes"
    call_command("flow", "export", "--output", str(file))
    assert "<trace>" in file.read_text(encoding="utf-8")
    with pytest.raises(CommandError, match="can't be written"):
        call_command("flow", "export", "--output", str(tmp_path / "no" / "log.xes"))
