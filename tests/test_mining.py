"""The log that leaves the house is read by pm4py, a tool of process mining for tests only (requirements/dev.in): it finds in it
what the house says itself. Run by .ci/run: `pytest -m mining`.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from madoguchi.engines.cases.testing import NOON
from madoguchi.engines.cases.tests.test_flow import walked
from madoguchi.engines.insight.public import LogAsked, export_log
from madoguchi.engines.insight.testing import Trace
from madoguchi.engines.people.public import SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.mining]


@pytest.fixture
def pm4py() -> Any:
    import pm4py

    return pm4py


def export(form: str, path: Path) -> str:
    asked = LogAsked(date(2026, 7, 1), date(2026, 12, 31))
    path.write_bytes(b"".join(export_log(asked, form, by=SYSTEM, at=NOON)))
    return str(path)


def some_ways() -> list[Trace]:
    for wait, ask in ((1, 0), (1, 0), (3, 4)):
        walked(wait=wait, ask=ask)
    return list(Trace.objects.order_by("pk"))


def test_xes__read_by_pm4py__tells_the_same_cases_days_and_ways(pm4py: Any, tmp_path: Path) -> None:
    ways = some_ways()
    log = pm4py.read_xes(export("xes", tmp_path / "log.xes"), variant="iterparse")
    assert set(log["case:concept:name"]) == {way.subject_id for way in ways}
    assert set(log["org:role"]) <= {"system", "staff", "resident"}
    assert set(log["case:procedure"]) == {"sample-allowance"}
    for way in ways:
        mine = log[log["case:concept:name"] == way.subject_id]
        moments = mine["time:timestamp"].dt.tz_convert("Asia/Tokyo").dt.date
        assert (max(moments) - min(moments)).days == sum(days for days, _open in way.spent.values())
    variants = pm4py.get_variants(log)
    assert sorted(len(v) if hasattr(v, "__len__") else v for v in variants.values()) == [1, 2]
    follows, begins, ends = pm4py.discover_dfg(log)
    assert begins == {"cases.submitted": 3}
    assert ends == {"cases.completed": 3}
    assert follows[("cases.correction-requested", "cases.correction-ended")] == 1


def test_ocel__read_by_pm4py__json_and_xml_are_one_log(pm4py: Any, tmp_path: Path) -> None:
    ways = some_ways()
    from_json = pm4py.read_ocel2_json(export("ocel-json", tmp_path / "log.json"))
    from_xml = pm4py.read_ocel2_xml(export("ocel-xml", tmp_path / "log.xml"))
    for log in (from_json, from_xml):
        cases = log.objects[log.objects["ocel:type"] == "case"]
        assert set(cases["ocel:oid"]) == {way.subject_id for way in ways}
        assert set(cases["procedure"]) == {"sample-allowance"}
        assert {"application", "decision", "notice"} <= set(pm4py.ocel_get_object_types(log))
        decided = log.relations[log.relations["ocel:activity"] == "cases.decided"]
        assert sorted(decided["ocel:type"].value_counts().to_dict().items()) == [("case", 3), ("decision", 3)]
        flat = pm4py.ocel_flattening(log, "case")
        assert flat["case:concept:name"].nunique() == 3
    for table in ("events", "objects", "relations", "o2o"):
        assert len(getattr(from_json, table)) == len(getattr(from_xml, table)) > 0
    again = tmp_path / "again.json"
    pm4py.write_ocel2_json(from_json, str(again))
    assert len(pm4py.read_ocel2_json(str(again)).events) == len(from_json.events)
