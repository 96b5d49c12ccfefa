"""証明書の一覧: whose certificate it is, from the resident system's list; nobody's is taken from them by a file."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from madoguchi.core.events.public import StoredEvent
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.people.actions.certificates import bind_certificate, holder_of
from madoguchi.engines.people.extract.reading import Unreadable
from madoguchi.engines.people.extract.serials import COLUMNS, bind_all, examine
from madoguchi.engines.people.models import Addressee, CertificateBinding
from madoguchi.engines.people.testing import SYSTEM, an_officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]
NOON = datetime(2026, 7, 15, 3, tzinfo=UTC)
KEN, SAKURA = "999970000000001", "999970000000002"
KEY, TITLES = "ab" * 20, "宛名番号,発行者鍵識別子,シリアル番号,状態"


@pytest.fixture
def people():
    return {n: Addressee.objects.create(number=n, family="見本", given="健", updated_at=NOON) for n in (KEN, SAKURA)}


@pytest.fixture
def listed(tmp_path):
    def written(*rows, titles=TITLES):
        path = tmp_path / "serials.csv"
        path.write_text("\n".join([titles, *rows]), encoding="utf-8")
        return path

    return written


def taken(path, at=NOON, **more):
    return bind_all(examine(path), by=SYSTEM, at=at, **more)


def test_list__new_serials__are_known_however_they_are_written(people, listed):
    spaced = ":".join(["AB"] * 20)
    found = taken(listed(f"{KEN},{KEY},00A1,1", f"{SAKURA},{spaced},0xb2,"))
    assert (found.bound, found.ended, found.same) == (2, 0, 0)
    assert holder_of(KEY, "A1") == people[KEN]
    assert holder_of(KEY, "B2") == people[SAKURA]
    assert {one.source for one in CertificateBinding.objects.all()} == {CertificateBinding.Source.EXTRACT}


def test_list__again__changes_nothing(people, listed):
    taken(listed(f"{KEN},{KEY},A1,1"))
    assert taken(listed(f"{KEN},{KEY},A1,1")).same == 1
    assert CertificateBinding.objects.count() == 1


def test_list__reissued__ends_the_old_one_and_keeps_it_as_history(people, listed):
    taken(listed(f"{KEN},{KEY},A1,1"))
    later = NOON + timedelta(days=1)
    found = taken(listed(f"{KEN},{KEY},A1,0", f"{KEN},{KEY},A2,1"), at=later)
    assert (found.bound, found.ended) == (1, 1)
    assert holder_of(KEY, "A1") is None
    assert CertificateBinding.objects.get(serial="A1").ended_at == later


def test_list__serial_that_a_clerk_gave_to_another__stays_and_is_named(people, listed):
    bind_certificate(people[SAKURA], issuer_key=KEY, serial="A1", by=SYSTEM, at=NOON)
    found = taken(listed(f"{KEN},{KEY},A1,1", f"{KEN},{KEY},A1,0"))
    assert (found.bound, found.ended, len(found.others)) == (0, 0, 2)
    assert holder_of(KEY, "A1") == people[SAKURA]


def test_list__person_not_in_the_register__is_named(people, listed):
    assert taken(listed(f"999970000000009,{KEY},A1,1")).unknown == ["999970000000009"]


def test_list__dry__writes_nothing(people, listed):
    assert taken(listed(f"{KEN},{KEY},A1,1"), dry=True).bound == 1
    assert not CertificateBinding.objects.exists()
    assert not StoredEvent.objects.filter(kind="people.certificates-imported").exists()


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (f"1,{KEY},A1,1", "宛名番号"),
        (f"{KEN},xyz,A1,1", "発行者鍵識別子"),
        (f"{KEN},{KEY},,1", "シリアル番号"),
        (f"{KEN},{KEY},{'A' * 41},1", "シリアル番号"),
        (f"{KEN},{KEY},A1,9", "状態"),
        (f"{KEN},{KEY}", "列の数"),
    ],
)
def test_list__with_a_fault__names_the_line_and_nothing_comes_in(people, listed, row, word):
    found = examine(listed(f"{KEN},{KEY},A0,1", row))
    assert [(fault.line, word in fault.sentence) for fault in found.faults] == [(3, True)]
    with pytest.raises(Unreadable):
        bind_all(found, by=SYSTEM, at=NOON)
    assert not CertificateBinding.objects.exists()


def test_list__one_serial_of_two_people__is_a_fault(people, listed):
    assert examine(listed(f"{KEN},{KEY},A1,1", f"{SAKURA},{KEY},0A1,1")).faults


@pytest.mark.parametrize("titles", ["宛名番号,シリアル番号", f"{TITLES},個人番号", "シリアル番号,シリアル番号"])
def test_list__with_the_wrong_columns__is_refused_as_a_whole(listed, titles):
    with pytest.raises(Unreadable):
        examine(listed(titles=titles))


def test_list__by_a_clerk__is_not_permitted(people, listed):
    with pytest.raises(NotPermitted):
        bind_all(examine(listed(f"{KEN},{KEY},A1,1")), by=an_officer(), at=NOON)


def test_event__tells_numbers_and_no_person(people, listed):
    taken(listed(f"{KEN},{KEY},A1,1"))
    event = StoredEvent.objects.get(kind="people.certificates-imported")
    assert event.data["bound"] == 1
    assert KEN not in str(event.data)


def test_command__checks_then_takes_in(people, listed, capsys):
    path = str(listed(f"{KEN},{KEY},A1,1"))
    call_command("residents", "certificates", path, "--check")
    assert "何も書き込んでいません" in capsys.readouterr().out
    call_command("residents", "certificates", path)
    assert "ひも付け 1" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("residents", "certificates", str(listed("x,y,z,1")))


def test_columns__stand_in_the_operators_page(pytestconfig):
    text = (pytestconfig.rootpath / "docs/operator/residents.md").read_text(encoding="utf-8")
    assert [column.title for column in COLUMNS if f"| {column.title} |" not in text] == []
