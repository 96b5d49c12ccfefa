"""Asked, explained, closed: by whom, with words, and never about oneself."""

from datetime import timedelta

import pytest

from madoguchi.core.audit.public import Entry
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.people.testing import account_of, an_administrator, an_approver, an_auditor, an_officer
from madoguchi.engines.watch import public as watch
from madoguchi.engines.watch.testing import a_privacy_officer, looked_and_judged

pytestmark = pytest.mark.django_db


@pytest.fixture
def anomaly(noon, clerk):
    looked_and_judged(clerk, noon - timedelta(hours=6), ("thing", "c1"))
    return watch.Anomaly.objects.get()


def test_ask_explain_close__are_steps_with_their_words(noon, anomaly):
    officer, head = a_privacy_officer(), an_approver("kodomo")
    watch.ask(anomaly, "夜間の閲覧の事情を教えてください", by=officer, at=noon)
    anomaly.refresh_from_db()
    watch.explain(anomaly, "災害対応でした", by=head, at=noon)
    watch.close(anomaly, "勤務命令を確かめました", proper=True, by=officer, at=noon)
    assert [(s.what, s.text) for s in anomaly.steps.select_related("anomaly__key")] == [
        ("asked", "夜間の閲覧の事情を教えてください"),
        ("explained", "災害対応でした"),
        ("cleared", "勤務命令を確かめました"),
    ]
    anomaly.refresh_from_db()
    assert anomaly.state == "cleared"
    assert set(Entry.objects.filter(subject_kind="anomaly").values_list("action", flat=True)) >= {"watch.asked", "watch.cleared"}
    with pytest.raises(watch.AlreadyClosed):
        watch.close(anomaly, "やはり", proper=False, by=officer, at=noon)


def test_step__without_words__is_turned_back(noon, anomaly):
    with pytest.raises(watch.WordsMissing):
        watch.close(anomaly, " 　", proper=True, by=a_privacy_officer(), at=noon)
    with pytest.raises(watch.NotAsked):
        watch.explain(anomaly, "聞かれていません", by=an_approver("kodomo"), at=noon)


@pytest.mark.parametrize("who", [an_administrator, an_auditor, lambda: an_officer("kodomo"), lambda: an_approver("zaisei")])
def test_anybody_else__sees_and_does_nothing(noon, anomaly, who):
    by = who()
    watch.ask(anomaly, "事情は", by=a_privacy_officer(), at=noon)
    anomaly.refresh_from_db()
    assert not watch.Anomaly.objects.visible_to(by).exists()
    for act in (watch.ask, watch.explain, lambda *a, **k: watch.close(*a, proper=True, **k)):
        with pytest.raises(NotPermitted):
            act(anomaly, "問題ありません", by=by, at=noon)


def test_head_of_the_section__sees_it_only_once_asked(noon, anomaly):
    head = an_approver("kodomo")
    assert not watch.Anomaly.objects.visible_to(head).exists()
    watch.ask(anomaly, "事情は", by=a_privacy_officer(), at=noon)
    assert watch.Anomaly.objects.visible_to(head).get() == anomaly


def test_about_oneself__a_privacy_officer_neither_sees_nor_closes(noon):
    officer = a_privacy_officer()
    account_of(officer)
    looked_and_judged(officer, noon - timedelta(hours=6), ("thing", "c1"))
    mine = watch.Anomaly.objects.get()
    assert not watch.Anomaly.objects.visible_to(officer).exists()
    assert watch.Anomaly.objects.visible_to(a_privacy_officer()).exists()
    with pytest.raises(NotPermitted):
        watch.close(mine, "問題ありません", proper=True, by=officer, at=noon)
