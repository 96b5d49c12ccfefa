"""住民情報の取込み: what a file says comes in whole or not at all; who was protected stays so unless the file says otherwise."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.test import override_settings

from madoguchi.core.events.public import StoredEvent
from madoguchi.core.refused import NotPermitted
from madoguchi.core.relay.testing import noted
from madoguchi.engines.people.actions.register import bind
from madoguchi.engines.people.extract.columns import COLUMNS, TITLES
from madoguchi.engines.people.extract.inventing import invent
from madoguchi.engines.people.extract.loading import compare, load
from madoguchi.engines.people.extract.reading import Unreadable, examine
from madoguchi.engines.people.models import Addressee, AddresseePast, ExtractImport, Household, Membership
from madoguchi.engines.people.queries import search_addressees
from madoguchi.engines.people.testing import SYSTEM, a_resident_account, an_officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]
NOON = datetime(2026, 7, 15, 3, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[4]
KEN, SAKURA, HINATA = "999970000000001", "999970000000002", "999970000000003"
HOME, OTHER = "999960000000001", "999960000000002"


def a_row(number, order=1, relation="02", **changes):
    row = {
        "宛名番号": number,
        "世帯番号": HOME,
        "記載順位": str(order),
        "住民種別": "1",
        "住民状態": "現存",
        "氏名": "見本　健",
        "氏名フリガナ": "ミホン　ケン",
        "生年月日": "1990-04-12",
        "続柄コード": relation,
        "住所": "浦安市架空町1丁目2番3号",
        "支援措置": "0",
    }
    return {**row, **changes}


def a_family(**changes):
    """Head, wife, child; `changes` of the child."""
    return [
        a_row(KEN),
        a_row(SAKURA, 2, "12", 氏名="見本　さくら"),
        a_row(HINATA, 3, "20", **{"氏名": "見本　ひなた", **changes}),
    ]


@pytest.fixture
def write(tmp_path):
    def written(rows, titles=TITLES, encoding="utf-8-sig"):
        out = io.StringIO()
        lines = csv.DictWriter(out, titles, restval="", extrasaction="ignore")
        lines.writeheader()
        lines.writerows(rows)
        path = tmp_path / "extract.csv"
        path.write_bytes(out.getvalue().encode(encoding))
        return path

    return written


def taken(path, at=NOON):
    return load(path, examine(path), by=SYSTEM, at=at)


def home(number):
    rows = Membership.objects.filter(household__number=number, until_on=None).order_by("order")
    return [(row.addressee.number, row.relation) for row in rows.select_related("addressee")]


def test_load__new_file__makes_people_and_households(write):
    run = taken(write(a_family()))
    assert (run.added, run.changed, run.same, run.households, run.done) == (3, 0, 0, 1, 3)
    assert home(HOME) == [(KEN, "02"), (SAKURA, "12"), (HINATA, "20")]
    assert [one.number for one in search_addressees("みほんけん", by=an_officer("kodomo"), at=NOON)]


def test_load__same_file_again__changes_nothing(write):
    path = write(a_family())
    taken(path)
    before = list(Addressee.objects.values())
    run = taken(path, NOON + timedelta(days=1))
    assert (run.added, run.changed, run.same, run.households) == (0, 0, 3, 0)
    assert list(Addressee.objects.values()) == before
    assert Membership.objects.count() == 3


def test_load__move__keeps_what_was_before(write):
    taken(write(a_family()))
    moved = a_row(KEN, 個人履歴番号="2", 異動年月日="2026-07-10", 異動事由="転居", 住所="浦安市例示2丁目1番1号")
    run = taken(write([moved, *a_family()[1:]]))
    assert (run.changed, run.same) == (1, 2)
    past = AddresseePast.objects.get()
    assert (past.number, past.reason, past.changed_on) == (1, "転居", date(2026, 7, 10))
    assert past.values["address"] == "浦安市架空町1丁目2番3号"
    assert Addressee.objects.get(number=KEN).address == "浦安市例示2丁目1番1号"


def test_load__older_rows_of_a_person__become_history(write):
    old = a_row(KEN, 最新フラグ="0", 個人履歴番号="1", 住所="浦安市見本1丁目1番1号")
    taken(write([a_row(KEN, 個人履歴番号="2"), old]))
    assert AddresseePast.objects.get().values["address"] == "浦安市見本1丁目1番1号"
    taken(write([a_row(KEN, 個人履歴番号="2"), old]))
    assert AddresseePast.objects.count() == 1


def test_load__somebody_founds_a_household__leaves_the_old_one(write):
    taken(write(a_family()))
    taken(write([*a_family()[:2], a_row(HINATA, 1, "02", 世帯番号=OTHER, 異動事由="世帯分離")]))
    assert (home(HOME), home(OTHER)) == ([(KEN, "02"), (SAKURA, "12")], [(HINATA, "02")])
    assert Membership.objects.filter(addressee__number=HINATA).count() == 2


def test_load__moved_away__is_former_and_of_no_household(write):
    taken(write(a_family()))
    gone = a_row(HINATA, 住民種別="3", 住民状態="転出", 世帯番号="", 続柄コード="", 異動事由="転出")
    taken(write([*a_family()[:2], gone]))
    assert Addressee.objects.get(number=HINATA).kind == "former"
    assert home(HOME) == [(KEN, "02"), (SAKURA, "12")]


def test_load__outside_and_bodies__need_no_household(write):
    outside = a_row(KEN, 住民種別="2", 世帯番号="", 続柄コード="", 住所="東京都見本区1-1")
    body = a_row(SAKURA, 住民種別="4", 世帯番号="", 続柄コード="", 氏名="株式会社見本")
    assert taken(write([outside, body])).added == 2
    assert not Household.objects.exists()


@pytest.mark.parametrize(("said", "stays"), [("", True), ("1", True), ("0", False)])
def test_protection__is_lifted_by_an_explicit_nought_alone(write, said, stays):
    taken(write(a_family(支援措置="1")))
    taken(write(a_family(支援措置=said, 方書="101")))
    assert Addressee.objects.get(number=HINATA).suppressed is stays


def test_protection__unsaid_of_somebody_new__is_taken_as_protected(write):
    taken(write(a_family(支援措置="")))
    assert Addressee.objects.get(number=HINATA).suppressed
    assert not Addressee.objects.get(number=KEN).suppressed


def test_protection__begins_in_a_file__is_said_to_the_public_side(write):
    taken(write(a_family()))
    account = a_resident_account()
    bind(account, Addressee.objects.get(number=HINATA), by=SYSTEM, at=NOON)
    with override_settings(MADO_ZONE="office"):
        taken(write(a_family(方書="101")))
        assert noted() == []
        taken(write(a_family(支援措置="1")))
    assert noted() == [("people.representation", str(account.pk))]


def test_names__with_selectors_and_rare_letters__stay_as_they_are_and_have_a_fallback(write):
    name = "渡邉󠄀　𠮷子"
    taken(write([a_row(KEN, 氏名=name, 氏名MJ文字図形名="MJ026194 MJ030196")]))
    person = Addressee.objects.get()
    assert person.name == name
    assert person.name_mj == "MJ026194 MJ030196"
    assert [one.number for one in search_addressees("渡辺吉子", by=an_officer("kodomo"), at=NOON)] == [KEN]
    assert not person.plain_name.exact
    assert "\U000e0100" not in person.plain_name.text


def test_check__writes_nothing_and_says_what_would_change(write):
    taken(write(a_family()))
    before = list(Addressee.objects.values())
    moved = a_row(KEN, 個人履歴番号="2", 異動事由="転居", 方書="202", 支援措置="1")
    path = write([moved, a_row(SAKURA, 2, "12", 氏名="見本　さくら"), a_row("999970000000009", 3, "20")])
    found = compare(path, examine(path))
    assert (found.added, found.changed, found.same, found.households) == (1, 1, 1, 1)
    assert dict(found.reasons) == {"転居": 1}
    assert "building" in found.fields
    assert (found.protected, found.gone) == ([KEN], [HINATA])
    assert list(Addressee.objects.values()) == before


def test_check__protection_that_would_end__is_named(write):
    taken(write(a_family(支援措置="1")))
    path = write(a_family(支援措置="0"))
    assert compare(path, examine(path)).lifted == [HINATA]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"宛名番号": "12345"}, "15桁"),
        ({"氏名": ""}, "氏名がありません"),
        ({"続柄コード": "2"}, "続柄コード"),
        ({"住民種別": "9"}, "住民種別"),
        ({"住民状態": "不明"}, "住民状態"),
        ({"生年月日": "2026-02-30"}, "生年月日"),
        ({"生年月日": "平成2年"}, "生年月日"),
        ({"性別": "男"}, "性別"),
        ({"支援措置": "はい"}, "支援措置"),
        ({"記載順位": "0"}, "記載順位"),
        ({"記載順位": "²"}, "記載順位"),
        ({"氏名MJ文字図形名": "MJ1"}, "MJ"),
        ({"住所": "あ" * 301}, "300文字"),
    ],
)
def test_faults__are_told_with_their_line_and_nothing_comes_in(write, changes, words):
    path = write([a_row(KEN), a_row(SAKURA, 2, "12", **changes)])
    found = examine(path)
    assert any(words in fault.sentence and fault.line == 3 for fault in found.faults), found.faults
    with pytest.raises(Unreadable):
        load(path, found, by=SYSTEM, at=NOON)
    assert not Addressee.objects.exists()
    assert not ExtractImport.objects.exists()


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([a_row(KEN, 1, "02"), a_row(SAKURA, 2, "02")], "世帯主がちょうど一人"),
        ([a_row(KEN, 1, "20")], "世帯主がちょうど一人"),
        ([a_row(KEN, 1), a_row(SAKURA, 3, "12")], "記載順位が1から"),
        ([a_row(KEN, 1), a_row(KEN, 2, "12")], "2つあります"),
    ],
    ids=["two heads", "no head", "gap", "number twice"],
)
def test_households__that_do_not_hold_together__are_faults(write, rows, words):
    assert any(words in fault.sentence for fault in examine(write(rows)).faults)


@pytest.mark.parametrize("title", ["個人番号", "マイナンバー", "基礎年金番号"])
def test_file__with_a_number_that_must_not_be_kept__is_refused_as_a_whole(write, title):
    with pytest.raises(Unreadable, match=title):
        examine(write([a_row(KEN)], titles=(*TITLES, title)))


def test_file__without_a_needed_column_or_in_another_coding__says_so(write):
    with pytest.raises(Unreadable, match="支援措置"):
        examine(write([a_row(KEN)], titles=[title for title in TITLES if title != "支援措置"]))
    with pytest.raises(Unreadable, match="UTF-8"):
        examine(write([a_row(KEN)], encoding="cp932"))
    with pytest.raises(Unreadable):
        examine(Path("/no/such/file.csv"))


def test_load__by_a_clerk__is_not_permitted(write):
    path = write(a_family())
    with pytest.raises(NotPermitted):
        load(path, examine(path), by=an_officer(), at=NOON)


def test_load__event__tells_numbers_and_no_person(write):
    run = taken(write(a_family()))
    event = StoredEvent.objects.get(kind="people.register-imported")
    assert event.data["added"] == 3
    assert event.subject_id == str(run.pk)
    assert "見本" not in str(event.data)
    assert KEN not in str(event.data)


def test_load__stopped_half_way__goes_on_where_it_was(write, monkeypatch):
    from madoguchi.engines.people.extract import loading

    monkeypatch.setattr(loading, "BATCH", 2)
    path = write(a_family())

    def stop(done, of):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(path, examine(path), by=SYSTEM, at=NOON, progress=stop)
    assert Addressee.objects.count() == 2
    run = taken(path)
    assert (run.added, run.same, run.households) == (1, 2, 1)
    assert home(HOME) == [(KEN, "02"), (SAKURA, "12"), (HINATA, "20")]


def test_invented_people__hold_together_and_load(tmp_path):
    path = tmp_path / "invented.csv"
    assert invent(path, 500, on=date(2026, 7, 15), protected=100) == 500
    found = examine(path)
    assert (found.people, found.faults) == (500, [])
    taken(path)
    assert Addressee.objects.filter(suppressed=True).count() == 5


def test_command__check_then_load__says_what_it_does(write, capsys):
    path = write(a_family())
    call_command("residents", "check", str(path))
    assert "何も書き込んでいません" in capsys.readouterr().out
    call_command("residents", "load", str(path))
    assert "追加 3" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("residents", "load", str(write([a_row(KEN, 氏名="")])))


def test_columns__all__stand_in_the_operators_page():
    text = (ROOT / "docs/operator/residents.md").read_text(encoding="utf-8")
    assert [column.title for column in COLUMNS if f"| {column.title} |" not in text] == []


def test_past__same_number_twice__is_refused_by_the_database(write):
    taken(write(a_family()))
    person = Addressee.objects.first()
    for _ in range(1):
        AddresseePast.objects.create(addressee=person, number=1, values={}, kept_at=NOON)
    with pytest.raises(IntegrityError):
        AddresseePast.objects.create(addressee=person, number=1, values={}, kept_at=NOON)
