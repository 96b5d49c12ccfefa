"""Rules as rows with their days: what holds when, what the check refuses, how expressions read them."""

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from madoguchi.city import public as city
from madoguchi.engines.forms.conditions import check_condition, evaluate
from madoguchi.engines.forms.rule_changes import meaning
from madoguchi.engines.forms.rules import Rule, kinds_of_rules, resolve_rules, rules_on

LIMIT = """
    code: burden-limit
    title: 負担限度額
    values:
      income:
        label: 年金収入等の基準額
        unit: yen
        dated:
          - {from: 2021-08, until: 2026-07, value: 809000}
          - {from: 2026-08-01, value: 826500}
      assets:
        label: 預貯金等の上限
        unit: yen
        cases: {stage-1: 第1段階, stage-2: 第2段階}
        dated:
          - {from: 2021-08, cases: {stage-1: 10000000, stage-2: 6500000}}
"""


def a_world(folder: Path, text: str) -> city.World:
    (folder / "rules").mkdir()
    (folder / "rules" / "burden-limit.yaml").write_text(dedent(text), encoding="utf-8")
    return city.read_folder(folder)


def a_rule(folder: Path) -> Rule:
    rule = a_world(folder, LIMIT).get(Rule, "burden-limit")
    assert rule is not None
    return rule


def test_diff__a_row_added__says_what_changes_from_when_in_which_case_and_for_whom(tmp_path: Path) -> None:
    before = a_world(tmp_path, LIMIT).document("rule", "burden-limit")
    assert before is not None
    (tmp_path / "later").mkdir()
    text = LIMIT.replace(
        "{from: 2026-08-01, value: 826500}",
        "{from: 2026-08-01, until: 2027-07, value: 826500}\n          - {from: 2027-08, value: 830000}",
    )
    row = "{from: 2021-08, cases: {stage-1: 10000000, stage-2: 6500000}}"
    ended = row.replace("2021-08,", "2021-08, until: 2027-07,")
    text = text.replace(row, f"{ended}\n          - {{from: 2027-08, cases: {{stage-1: 10000000, stage-2: 6000000}}}}")
    world = a_world(tmp_path / "later", text)
    world.add(city.Document("procedure", "burden-limit-claim", "p.yaml", {"rules": ["burden-limit"]}))
    after = world.document("rule", "burden-limit")
    assert after is not None
    said = list(meaning(before.resolved or {}, after.resolved or {}, world))
    assert said[:2] == [
        "年金収入等の基準額: 2027年8月1日から 826,500円 → 830,000円 / from 2027-08-01: ¥826,500 → ¥830,000",
        "預貯金等の上限（第2段階）: 2027年8月1日から 6,500,000円 → 6,000,000円 / from 2027-08-01: ¥6,500,000 → ¥6,000,000",
    ]
    assert "burden-limit-claim" in said[2]
    assert len(said) == 4
    assert list(meaning(after.resolved or {}, after.resolved or {}, world)) == []


def found(world: city.World) -> dict[str, int]:
    return {one.code: one.line for one in world.errors if one.code != "no-city"}


def test_value__on_the_last_day_and_the_day_after__is_the_old_and_the_new(tmp_path: Path) -> None:
    rule = a_rule(tmp_path)
    days = {day: rules_on([rule], day)["burden_limit"]["income"] for day in (date(2026, 7, 31), date(2026, 8, 1))}
    assert list(days.values()) == [809000, 826500]
    assert rules_on([rule], date(2021, 7, 31))["burden_limit"]["income"] is None


def test_expression__reads_a_case_by_its_code__and_unknown_names_are_told_with_near_ones(tmp_path: Path) -> None:
    rule = a_rule(tmp_path)
    names = {"rules": rules_on([rule], date(2026, 8, 1)), "stage": "stage-2"}
    assert evaluate("rules.burden_limit.assets[stage] + 10000000", names) == 16_500_000
    kinds = {"rules": kinds_of_rules([rule])}
    assert check_condition("rules.burden_limit.income > 1", kinds) == []
    assert [fault.near for fault in check_condition("rules.burden_limit.incme > 1", kinds)] == [("income",)]
    assert [fault.code for fault in check_condition("rules.burden_limit.assets['stage-9'] > 1", kinds)] == ["unknown-name"]


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        (("until: 2026-07,", "until: 2026-08,"), "rule-overlap", 10),
        (("until: 2026-07,", "until: 2026-06,"), "rule-gap", 10),
        (("until: 2026-07, value: 809000}", "value: 809000}"), "rule-overlap", 10),
        (("value: 826500", "value: たくさん"), "rule-value", 10),
        (("stage-2: 6500000", "stage-3: 6500000"), "rule-value", 16),
        (("2026-08-01, value", "2026-02-30, value"), "value", 10),
    ],
)
def test_check__overlap_gap_wrong_value_or_case__is_an_error_at_its_line(
    tmp_path: Path, change: tuple[str, str], code: str, line: int
) -> None:
    assert LIMIT.count(change[0]) == 1
    assert found(a_world(tmp_path, LIMIT.replace(*change))) == {code: line}


def test_options_from__a_rule_with_cases__are_its_cases(tmp_path: Path) -> None:
    world = a_world(tmp_path, LIMIT)
    form = {"rules": ["burden-limit"], "pages": [{"ask": [{"id": "stage", "options_from": "burden_limit.assets"}]}]}
    asked = resolve_rules(form, world)["pages"][0]["ask"][0]
    assert asked == {"id": "stage", "options": {"stage-1": "第1段階", "stage-2": "第2段階"}}


def test_options_from__no_such_rule__is_refused_at_its_line(tmp_path: Path) -> None:
    world = a_world(tmp_path, LIMIT)
    form = {"rules": ["burden-limit"], "pages": [{"ask": [{"id": "stage", "options_from": "burden_limit.income"}]}]}
    with pytest.raises(city.Found) as refused:
        resolve_rules(form, world)
    assert refused.value.findings[0].path == ("pages", 0, "ask", 0, "options_from")
