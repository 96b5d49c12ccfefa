"""組織改正 from plan to midnight: tried dry, applied once, gone on with after an interruption; what was closed stays readable."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from madoguchi.city.public import current, departments
from madoguchi.city.testing import a_city
from madoguchi.core.calendar.public import today
from madoguchi.core.refused import NotPermitted
from madoguchi.core.schema import AsParent, guards
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.testing import a_case, a_procedure
from madoguchi.engines.people import public as people
from madoguchi.engines.people.stations import Stationed, following
from madoguchi.engines.people.testing import (
    SYSTEM,
    a_resident_account,
    a_staff_account,
    actor_of,
    an_administrator,
    an_officer,
    signed_in,
)
from madoguchi.services.duties.keeping.hold import hold
from madoguchi.services.duties.models import Preservation

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> Any:
    return timezone.now()


@pytest.fixture
def plan(now: Any) -> people.Reorganisation:
    a_city(kodomo="こども課", katei="こども家庭課", zaisei="財政課")
    a_procedure()
    on = today(now) + timedelta(days=1)
    steps = [{"from": "kodomo", "to": "katei"}]
    return people.plan_reorganisation("こども部の再編", on, steps, by=an_administrator(), at=now)


def ready(plan: people.Reorganisation, now: Any) -> Any:
    people.declare_ready(plan, by=an_administrator(), at=now)
    return now + timedelta(days=1)


def test_plan__that_cannot_be__is_refused(now: Any, plan: people.Reorganisation) -> None:
    by, on = an_administrator(), plan.on
    one = {"from": "kodomo", "to": "katei"}
    for steps, day, refusal in (
        ([], on, people.NoSteps),
        ([one], today(now), people.DayPast),
        ([{"from": "kodomo", "to": "nai"}], on, people.UnknownDepartment),
        ([{"from": "kodomo", "to": "kodomo"}], on, people.UnknownDepartment),
        ([one, {"from": "kodomo", "to": "zaisei"}], on, people.StepTwice),
    ):
        with pytest.raises(refusal):
            people.plan_reorganisation("x", day, steps, by=by, at=now)
    with pytest.raises(NotPermitted):
        people.plan_reorganisation("x", on, [one], by=an_officer(), at=now)


def test_dry_run__lists_people_definitions_and_records_and_changes_nothing(now: Any, plan: people.Reorganisation) -> None:
    account, case = a_staff_account("kodomo", "clerk", name="架空 花子"), a_case("accepted", at=now)
    a_staff_account("zaisei", "clerk")
    found = {str(one.label): one for one in people.dry_run_of(plan)}
    assert found["職員の所属"].examples == ["架空 花子（担当者）"]
    assert f"procedure/{case.procedure}" in found["定義"].examples
    assert found["未完了の案件"].count == found["案件"].count == found["申請"].count == 1
    assert ("職員の所属", "架空 花子（担当者）", "kodomo", "katei") in list(people.whole_list(plan))
    assert account.posts.get().department == "kodomo"
    assert cases.Case.objects.get(pk=case.pk).section == "kodomo"


def test_apply__on_its_day_once__moves_all_and_successors_read_what_was_closed(now: Any, plan: people.Reorganisation) -> None:
    account = a_staff_account("kodomo", "clerk")
    opened, closed = a_case("accepted", at=now, account=a_resident_account()), a_case("withdrawn", at=now)
    cases.write_message(opened, "まだですか", by=actor_of(opened.account), at=now)
    review = (now + timedelta(days=90)).date()
    for one in (opened, closed):
        hold(one.number, why="audit", reason="定期監査", review_on=review, by=an_officer(), at=now)
    midnight = ready(plan, now)
    assert people.apply_due(by=SYSTEM, at=now) == 0, "not before its day"
    assert people.apply_due(by=SYSTEM, at=midnight) == 1
    assert people.apply_due(by=SYSTEM, at=midnight) == 0, "once"
    assert cases.Case.objects.get(pk=opened.pk).section == "katei"
    assert cases.Standing.objects.get(pk=opened.pk).section == "katei"
    assert cases.Case.objects.get(pk=closed.pk).section == "kodomo"
    found = current("procedure", opened.procedure)
    assert found
    assert found.written["department"] == "katei"
    assert [one.code for one in departments(plan.on)] == ["katei", "zaisei"]
    actor = people.actor_for(account, midnight, second_factor=True)
    assert actor.sections == {"katei"}
    assert cases.look(opened.number, by=actor, at=midnight)
    assert cases.messages_waiting(actor).get().section == "katei"
    assert dict(Preservation.objects.values_list("case", "section")) == {opened.pk: "katei", closed.pk: "kodomo"}
    held = dict(people.Reorganisation.objects.get(pk=plan.pk).moved)
    assert [held[f"mado_{one}"] for one in ("cases.Case", "cases.Standing", "cases.Message", "duties.Preservation")] == [1, 1, 1, 1]
    assert cases.look(closed.number, by=actor, at=midnight), "what was closed is read by who took over"
    assert people.actor_for(account, now, second_factor=True).sections == {"kodomo"}
    stranger = people.actor_for(a_staff_account("zaisei", "clerk"), midnight, second_factor=True)
    assert not cases.Case.objects.visible_to(stranger).exists()
    plan.refresh_from_db()
    assert plan.moved["posts"] == 1
    with pytest.raises(people.NotOpenAnyMore):
        people.cancel_reorganisation(plan, by=an_administrator(), at=midnight)


def test_apply__interrupted__goes_on_where_it_stopped(
    now: Any, plan: people.Reorganisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = a_staff_account("kodomo", "clerk")
    moved = [a_case("accepted", at=now) for _ in range(3)]
    midnight = ready(plan, now)
    monkeypatch.setattr("madoguchi.engines.people.stations.BATCH", 1)
    move, done = Stationed.move, []

    def breaks(self: Stationed, rows: Any, to: str) -> Any:
        done.append(1)
        if len(done) == 2:
            raise RuntimeError("the power went")
        return move(self, rows, to)

    monkeypatch.setattr(Stationed, "move", breaks)
    with pytest.raises(RuntimeError):
        people.apply_due(by=SYSTEM, at=midnight)
    plan.refresh_from_db()
    assert plan.done_at is None
    assert people.apply_due(by=SYSTEM, at=midnight) == 1
    assert {cases.Case.objects.get(pk=one.pk).section for one in moved} == {"katei"}
    assert people.Post.objects.filter(account=account).count() == 2
    plan.refresh_from_db()
    assert plan.moved["posts"] == 1


def test_follows__what_goes_along_with_its_case__is_held_to_it_by_the_database() -> None:
    held = {(guard.table, guard.column, guard.parent) for guard in guards(connection) if isinstance(guard, AsParent)}
    along = list(following(cases.Case))
    assert {one.model.__name__ for one in along} == {"Message", "Preservation", "Standing"}
    assert {(one.model._meta.db_table, one.field, "mado_cases_case") for one in along} == held


def test_split__named_procedures_go_one_way_the_rest_and_the_people_the_other(now: Any, plan: people.Reorganisation) -> None:
    people.cancel_reorganisation(plan, by=an_administrator(), at=now)
    case = a_case("accepted", at=now)
    account = a_staff_account("kodomo", "clerk")
    steps = [{"from": "kodomo", "to": "zaisei", "procedures": [case.procedure]}, {"from": "kodomo", "to": "katei"}]
    split = people.plan_reorganisation("分割", plan.on, steps, by=an_administrator(), at=now)
    people.apply_due(by=SYSTEM, at=ready(split, now))
    assert cases.Case.objects.get(pk=case.pk).section == "zaisei"
    assert roles_on(account, plan.on) == {"katei"}
    found = current("procedure", case.procedure)
    assert found
    assert found.written["department"] == "zaisei"


def roles_on(account: people.Account, on: Any) -> set[str]:
    return set(people.Post.objects.in_force(on).filter(account=account).values_list("department", flat=True))


def test_pages__plan_dry_run_file_and_ready(now: Any, plan: people.Reorganisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("madoguchi.faces.shell.guard.is_fresh", lambda _request: True)
    a_staff_account("kodomo", "clerk", name="=架空")
    client = signed_in(Client(), a_staff_account("zaisei", "administrator"))
    assert "こども部の再編" in client.get("/desk/reorganisation/").content.decode()
    said = {"title": "x", "on": plan.on.isoformat(), "from-0": "kodomo", "to-0": "katei", "only-0": ""}
    assert client.post("/desk/reorganisation/new/", {**said, "on": "2020-01-01"}).status_code == 422
    address = client.post("/desk/reorganisation/new/", said)["Location"]
    assert "職員の所属" in client.get(address).content.decode()
    lines = b"".join(client.get(f"{address}list.csv").streaming_content).decode()
    assert "'=架空" in lines
    assert client.post(address, {"do": "ready"}).status_code == 302
    assert "施行を待っています" in client.get(address).content.decode()
    assert signed_in(Client(), a_staff_account("kodomo", "clerk")).get("/desk/reorganisation/").status_code == 403
    one = a_staff_account("kodomo", "clerk")
    for page in ("", "transfer/", "leave/", "hand-over/", "posts/new/"):
        assert client.get(f"/desk/staff/{one.pk}/{page}").status_code == 200, page
    day = plan.on.isoformat()
    assert client.post(f"/desk/staff/{one.pk}/leave/", {"last_on": day}).status_code == 302
    assert "に退職します" in client.get(f"/desk/staff/{one.pk}/").content.decode()
    assert actor_of(one).may("cases.see")
