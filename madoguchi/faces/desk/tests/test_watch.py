from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.test import Client

from madoguchi.core.audit import public as audit
from madoguchi.core.events.public import event_classes
from madoguchi.core.jobs.public import Job
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.core.schema import guards_off
from madoguchi.engines.people.testing import account_of, an_administrator, an_auditor, an_officer
from madoguchi.faces.desk.watch.views import AT_ONCE
from madoguchi.faces.desk.watch.words import deed, thing

Desk = Callable[..., Client]
AT = datetime(2026, 8, 3, 3, 0, tzinfo=UTC)


def test_watch__look_of_an_officer__names_who_what_and_why(desk: Desk) -> None:
    officer = an_officer()
    account = account_of(officer)
    audit.looked(officer, AT, "case", "0197c2a0-0000-7000-8000-000000000001", "counter")
    page = desk(an_auditor()).get("/desk/watch/?day=令和8年8月3日").content.decode()
    assert account.name in page
    assert "閲覧" in page
    assert "窓口での対応" in page
    assert "案件 <code>000000000001</code>" in page
    assert "subject=case%3A0197c2a0-0000-7000-8000-000000000001" in page


def test_watch__everything_that_can_happen__has_words_and_no_code() -> None:
    ours = [one for one in event_classes() if ".test" not in one.__module__]
    assert not [one.kind for one in ours if deed(one.kind) == one.kind]
    assert not [one.subject_kind for one in ours if thing(one.subject_kind) == one.subject_kind]


def test_watch__by_day__shows_that_day_in_tokyo(desk: Desk) -> None:
    officer = an_officer()
    audit.note("sample.early", by=officer, at=datetime(2026, 8, 2, 14, 59, tzinfo=UTC))
    audit.note("sample.noon", by=officer, at=AT)
    page = desk(an_auditor()).get("/desk/watch/?day=2026-08-03").content.decode()
    assert "sample.noon" in page
    assert "sample.early" not in page


def test_watch__by_mail_address_of_an_actor__shows_only_theirs(desk: Desk) -> None:
    one, other = an_officer(), an_officer()
    audit.note("sample.one", by=one, at=AT)
    audit.note("sample.other", by=other, at=AT)
    client = desk(an_auditor())
    assert "sample.other" not in client.get(f"/desk/watch/?who={account_of(one).email}").content.decode()
    assert "sample.one" in client.get(f"/desk/watch/?who={one.code}").content.decode()


def test_watch__nonsense_is_asked__says_so_and_shows_nothing(desk: Desk) -> None:
    audit.note("sample.one", by=an_officer(), at=AT)
    answer = desk(an_auditor()).get("/desk/watch/?day=きのう&who=nobody@example.jp")
    assert not answer.context["rows"]
    assert "このメールアドレスの職員はいません。" in answer.content.decode()
    assert 'id="day-error"' in answer.content.decode()


def test_watch__kind_of_entry__is_told_apart(desk: Desk) -> None:
    officer = an_officer()
    audit.looked(officer, AT, "case", "1", "casework")
    audit.listed(officer, AT, "case", {}, ["1", "2"])
    audit.note("sample.deed", by=officer, at=AT)
    client = desk(an_auditor())
    shown = {what: client.get(f"/desk/watch/?day=2026-08-03&what={what}").context["rows"] for what in ("looks", "lists", "acts")}
    assert [row["act"] for row in shown["looks"]] == ["閲覧"]
    assert [row["act"] for row in shown["lists"]] == ["一覧（2件）"]
    assert [row["act"] for row in shown["acts"]] == ["sample.deed"]


def test_watch__reading_it__is_an_entry_itself(desk: Desk) -> None:
    auditor = an_auditor()
    desk(auditor).get("/desk/watch/")
    assert audit.Entry.objects.filter(action="listed", subject_kind="audit-entry", by=auditor.code).exists()


def test_watch__clerk__may_not(desk: Desk) -> None:
    client = desk(an_officer())
    assert client.get("/desk/watch/").status_code == 403
    assert client.post("/desk/watch/chain/verify/").status_code == 403


def test_watch__many_entries__are_paged_with_a_bound_on_queries(desk: Desk, django_assert_max_num_queries: Any) -> None:
    for n in range(60):
        audit.note("sample.deed", by=an_officer(), at=AT + timedelta(seconds=n // 20))
    client = desk(an_auditor())
    with django_assert_max_num_queries(16):
        first = client.get("/desk/watch/?day=2026-08-03")
    second = client.get("/desk/watch/" + first.context["page"].following)
    shown = [row["entry"].pk for page in (first, second) for row in page.context["rows"]]
    assert len(shown) == len(set(shown)) == 60


def test_chain__unsealed_entry__tells_its_age(desk: Desk) -> None:
    audit.note("sample.deed", by=an_officer(), at=AT)
    page = desk(an_auditor()).get("/desk/watch/chain/").content.decode()
    assert "封のされていない記録が" in page


def test_verify__chain_is_whole__says_so_and_writes_it_down(desk: Desk) -> None:
    audit.note("sample.deed", by=an_officer(), at=AT)
    audit.seal_batch(AT)
    page = desk(an_administrator()).post("/desk/watch/chain/verify/", follow=True).content.decode()
    assert "書き換えはありません。" in page
    assert audit.Entry.objects.filter(action="audit.verified", data__problems=0).exists()


def test_verify__more_seals_than_a_person_waits_for__takes_the_last(desk: Desk) -> None:
    for n in range(AT_ONCE + 2):
        audit.note("sample.deed", by=an_officer(), at=AT)
        audit.seal_batch(AT + timedelta(seconds=n))
    assert "書き換えはありません。" in desk(an_auditor()).post("/desk/watch/chain/verify/", follow=True).content.decode()


def test_verify__entry_was_changed__names_it_at_once_and_as_a_job(desk: Desk) -> None:
    entry = audit.note("sample.deed", by=an_officer(), at=AT)
    audit.seal_batch(AT)
    _tamper(entry)
    client = desk(an_auditor())
    said = f"記録 {entry.pk} は書き換えられています"
    assert said in client.post("/desk/watch/chain/verify/", follow=True).content.decode()
    client.post("/desk/watch/chain/verify/", {"whole": "1"})
    run_all_ready(raising=False)
    assert said in Job.objects.get(task__endswith="verify_whole").reason
    assert "問題あり" in client.get("/desk/watch/chain/").content.decode()


def test_verify__whole_and_well__is_shown_as_done(desk: Desk) -> None:
    client = desk(an_auditor())
    client.post("/desk/watch/chain/verify/", {"whole": "1"})
    run_all_ready()
    assert "書き換えなし" in client.get("/desk/watch/chain/").content.decode()


def _tamper(entry: audit.Entry) -> None:
    """As somebody with the database in hand would: past the guards of the table."""
    with guards_off(), connection.cursor() as cursor:
        cursor.execute("UPDATE mado_audit_entry SET action = %s WHERE id = %s", ["sample.other", entry.pk])
