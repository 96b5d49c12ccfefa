"""Loading: all or nothing, again and again, and never over what the desk has published."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from madoguchi.city.actions.load import DeskChanged, FolderHasErrors, load_folder
from madoguchi.city.actions.publish import NotPublishable, publish, retire
from madoguchi.city.definitions.department import Department
from madoguchi.city.differences import compare_all
from madoguchi.city.folder import read_folder
from madoguchi.city.models import Change, Load, Publication, Version
from madoguchi.city.models.version import Source
from madoguchi.city.queries import (
    NotDefined,
    all_defined,
    city,
    closed_days,
    current,
    current_all,
    defined,
    department,
    departments,
    hours_on,
    version_of,
)
from madoguchi.city.roots import ROOTS, Definition
from madoguchi.city.stored import ChangedMeanwhile, put_in_force
from madoguchi.city.testing import A_CITY, NOON, a_city, a_definition, raw_department
from madoguchi.core.acting import SYSTEM, Machine
from madoguchi.core.events.testing import events_of
from madoguchi.core.refused import NotFound

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)
OFFICER = Machine("staff:example", "shimin")


def load(folder: Path, **options: str):
    return load_folder(folder, by=SYSTEM, at=NOON, **options)


def phone_changed(folder: Path, phone: str = "000-000-9999") -> None:
    path = folder / "departments/shimin.yaml"
    path.write_text(path.read_text().replace("000-000-0010", phone))


def from_desk(**changes: object) -> Version:
    raw = dict(current("department", "shimin").body) | changes
    return publish("department", raw, by=OFFICER, at=LATER)


def test_load__first_time__puts_everything_in_force(folder) -> None:
    done = load(folder)
    assert len(done.added) == Publication.objects.count() == Version.objects.count() == Change.objects.count() == 5
    assert city().name.ja == "例示市"
    assert department("shimin").phone == "000-000-0010"
    assert [event.kind for event in events_of("department/shimin")] == ["city.published"]


def test_load__version__is_named_by_the_hash_of_what_is_stored(folder) -> None:
    load(folder)
    for version in Version.objects.all():
        assert hashlib.sha256(version.canonical.encode()).hexdigest() == version.sha256


def test_load__same_folder_again__changes_nothing(folder) -> None:
    load(folder)
    before = [Version.objects.count(), Change.objects.count(), Load.objects.count()]
    done = load(folder)
    assert (done.added, done.changed, done.retired, done.same) == ([], [], [], 5)
    assert [Version.objects.count(), Change.objects.count(), Load.objects.count()] == before


def test_load__comments_and_key_order__make_no_version(folder) -> None:
    load(folder)
    path = folder / "departments/shimin.yaml"
    path.write_text("# 別の注\n" + "\n".join(reversed([line for line in path.read_text().splitlines() if line[0] != "#"])))
    assert load(folder).changed == []


def test_load__changed_definition__keeps_the_old_version(folder) -> None:
    load(folder)
    old = current("department", "shimin")
    phone_changed(folder)
    assert load(folder).changed == [("department", "shimin")]
    new = current("department", "shimin")
    assert new.sha256 != old.sha256
    assert version_of("department", "shimin", old.sha256).definition.phone == "000-000-0010"
    assert new.definition.phone == "000-000-9999"
    assert [change.version.sha256 for change in Change.objects.filter(publication__code="shimin")] == [
        old.sha256,
        new.sha256,
    ]


def test_load__change_taken_back__returns_to_the_first_version(folder) -> None:
    load(folder)
    first = current("department", "shimin")
    phone_changed(folder)
    load(folder)
    path = folder / "departments/shimin.yaml"
    path.write_text(path.read_text().replace("000-000-9999", "000-000-0010"))
    load(folder)
    assert current("department", "shimin").pk == first.pk
    assert Change.objects.filter(publication__code="shimin").count() == 3


def test_load__dropped_definition__is_retired_and_may_come_back(folder) -> None:
    load(folder)
    text = (folder / "words/standard-days.yaml").read_text()
    (folder / "words/standard-days.yaml").unlink()
    assert load(folder).retired == [("word", "standard-days")]
    assert current("word", "standard-days") is None
    assert current_all("word") == []
    assert Version.objects.filter(kind="word").count() == 1
    (folder / "words/standard-days.yaml").write_text(text)
    assert load(folder).changed == [("word", "standard-days")]
    assert current("word", "standard-days") is not None


def test_load__folder_with_mistakes__loads_nothing(folder, write) -> None:
    write("words/a.yaml", "code: a\n")
    with pytest.raises(FolderHasErrors) as caught:
        load(folder)
    assert len(caught.value.findings) == 3
    assert str(caught.value) == "フォルダーの定義に誤りが3件あるため、読み込みません。"
    assert Version.objects.count() == 0


def test_load__published_from_the_desk_since__refuses_with_the_difference(folder) -> None:
    load(folder)
    from_desk(phone="000-000-7777")
    with pytest.raises(DeskChanged) as caught:
        load(folder)
    (difference,) = caught.value.differences
    assert (difference.kind, difference.code, difference.what) == ("department", "shimin", "changed")
    assert difference.lines == ["- phone: 000-000-7777", "+ phone: 000-000-0010"]
    assert department("shimin").phone == "000-000-7777"


def test_load__take_folder__replaces_what_the_desk_published(folder) -> None:
    load(folder)
    from_desk(phone="000-000-7777")
    assert load(folder, take="folder").changed == [("department", "shimin")]
    assert department("shimin").phone == "000-000-0010"
    assert load(folder).same == 5


def test_load__take_desk__keeps_it_and_loads_the_rest(folder, write) -> None:
    load(folder)
    from_desk(phone="000-000-7777")
    write("words/new.yaml", "code: new\nword: 新語\nkana: しんご\nmeaning: 新しい言葉。\n")
    done = load(folder, take="desk")
    assert (done.added, done.kept_from_desk) == ([("word", "new")], [("department", "shimin")])
    assert department("shimin").phone == "000-000-7777"
    with pytest.raises(DeskChanged):
        load(folder)


def test_load__folder_that_says_the_same_as_the_desk__is_welcome(folder) -> None:
    load(folder)
    from_desk(phone="000-000-7777")
    phone_changed(folder, "000-000-7777")
    assert load(folder).same == 5
    assert Publication.objects.get(code="shimin").taken_from == "folder"


def test_load__new_from_the_desk__is_not_retired_unasked(folder) -> None:
    load(folder)
    publish("department", raw_department(), by=OFFICER, at=LATER)
    with pytest.raises(DeskChanged) as caught:
        load(folder)
    assert [(d.code, d.what) for d in caught.value.differences] == [("kodomo", "dropped")]
    assert load(folder, take="desk").retired == []
    assert load(folder, take="folder").retired == [("department", "kodomo")]


def test_load__retired_at_the_desk__is_not_revived_unasked(folder) -> None:
    load(folder)
    retire("word", "standard-days", by=OFFICER, at=LATER)
    with pytest.raises(DeskChanged) as caught:
        load(folder)
    assert [(d.code, d.what) for d in caught.value.differences] == [("standard-days", "added")]
    assert load(folder, take="folder").changed == [("word", "standard-days")]


def test_load__kind_whose_room_is_switched_off__is_left_alone(folder, write, kind) -> None:
    class Thing(Definition):
        pass

    kind(Thing)
    write("things/a.yaml", "code: a\ntitle: x\n")
    load(folder)
    ROOTS._items.pop("thing")
    assert load(folder).retired == []
    assert compare_all(read_folder(folder)) == []
    assert Publication.objects.in_force().filter(kind="thing").exists()


def test_load__another_published_the_same_meanwhile__is_refused_whole(folder) -> None:
    world = read_folder(folder)
    load(folder)
    with pytest.raises(ChangedMeanwhile), transaction.atomic():
        put_in_force({}, world.documents("word"), [], source=Source.FOLDER, by=SYSTEM, at=NOON)
    assert Change.objects.count() == 5


def test_publish__mistake__is_refused_with_findings() -> None:
    a_city()
    with pytest.raises(NotPublishable) as caught:
        publish("department", raw_department(phone="12", colour="red"), by=OFFICER, at=NOON)
    assert [finding.path for finding in caught.value.findings] == [("colour",), ("phone",)]


def test_publish__what_no_file_could_say__is_refused() -> None:
    a_city()
    for changes in ({"place": "市役所\u202e1階"}, {"place": "\x00"}, {"place": "\ud800"}, {"$order": {}}, {"<<": {}}):
        with pytest.raises(NotPublishable):
            publish("department", raw_department(**changes), by=OFFICER, at=NOON)


def test_publish__reference_to_nothing__is_refused() -> None:
    a_city()
    with pytest.raises(NotPublishable):
        publish("department", raw_department(parent="nobody"), by=OFFICER, at=NOON)


def test_publish__same_again__makes_no_further_version() -> None:
    a_city()
    assert publish("city", A_CITY, by=OFFICER, at=LATER) == current("city", "999997")
    assert Change.objects.filter(publication__kind="city").count() == 1


def test_retire__still_referred_to__is_refused() -> None:
    a_city(shimin="市民課")
    publish("department", raw_department(parent="shimin"), by=OFFICER, at=NOON)
    with pytest.raises(NotPublishable):
        retire("department", "shimin", by=OFFICER, at=LATER)
    retire("department", "kodomo", by=OFFICER, at=LATER)
    retire("department", "shimin", by=OFFICER, at=LATER)
    with pytest.raises(NotFound):
        retire("department", "shimin", by=OFFICER, at=LATER)


def test_defined__nothing_loaded__says_how_to_load() -> None:
    with pytest.raises(NotDefined, match="madoguchi city load"):
        city()
    with pytest.raises(NotDefined):
        department("shimin")
    assert current("city", "999997") is None


def test_departments__on_a_day__are_those_that_exist_then() -> None:
    from datetime import date

    a_city()
    publish("department", raw_department("old", "旧課", "例旧", until="2026-03-31"), by=SYSTEM, at=NOON)
    assert [one.code for one in departments()] == ["kodomo", "old"]
    assert [one.code for one in departments(on=date(2026, 4, 1))] == ["kodomo"]


def test_closed_days__of_the_city__count_deadlines() -> None:
    from datetime import date, time

    a_city()
    a_definition(
        "calendar", code="hall", title="会館", hours={"tue-sun": "9:00-21:00"}, holidays=False,
        closed=[{"on": "2026-07-07", "reason": "点検"}],
        opened=[{"on": "2026-07-06", "reason": "祭り", "hours": "10:00-12:00"}],
    )  # fmt: skip
    days = closed_days()
    assert days.is_closed(date(2026, 12, 29))
    assert days.next_open(date(2026, 12, 26)) == date(2026, 12, 28)
    hall = closed_days("hall")
    assert [hall.is_closed(date(2026, 7, day)) for day in (4, 5, 6, 7, 8)] == [False, False, True, True, False]
    assert hall.why_closed(date(2026, 7, 7)) == "点検"
    assert hours_on(date(2026, 7, 1)).closes == time(17, 15)
    assert hours_on(date(2026, 7, 4)) is None


def test_current__each_call__costs_one_query(django_assert_num_queries) -> None:
    a_city()
    with django_assert_num_queries(1):
        department("kodomo")
    with django_assert_num_queries(1):
        all_defined(Department)
    assert defined(Department, "kodomo").name.ja == "こども課"


@pytest.mark.parametrize("model", [Version, Change, Load])
def test_models__rows_written_once__cannot_be_changed(folder, model) -> None:
    load(folder)
    row = model.objects.first()
    table = model._meta.db_table
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET by = 'other' WHERE id = %s", [row.pk])
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [row.pk])


def test_version__python__refuses_to_change_it() -> None:
    a_city()
    version = current("city", "999997")
    for deed in (version.save, version.delete, Version.objects.all().delete, lambda: Version.objects.update(by="x")):
        with pytest.raises(TypeError):
            deed()
