"""あなたの記録を見た課: which section, when, why; late, with what the law withholds; for the person alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.city.public import publish
from madoguchi.core.audit import public as audit
from madoguchi.engines.cases.testing import a_case
from madoguchi.engines.people.public import SYSTEM, Basis, bind
from madoguchi.engines.people.testing import (
    a_delegation,
    a_resident_account,
    a_staff_account,
    actor_of,
    an_addressee,
    choice_of,
    signed_in,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PAGE = "/mine/looks/"


@pytest.fixture
def world():
    owner, now = a_resident_account(), timezone.now()
    case = a_case("opened", account=owner, at=now - 30 * DAY)
    person = an_addressee()
    bind(owner, person, by=SYSTEM, at=now)
    return owner, case, person, actor_of(a_staff_account("kodomo"))


def page(owner, **options):
    return signed_in(Client(), owner, **options).get(PAGE)


def test_looks__a_week_later__tell_section_purpose_and_record_but_not_who(world):
    owner, case, person, clerk = world
    now = timezone.now()
    audit.looked(clerk, now - 8 * DAY, "case", case.pk, "casework")
    audit.looked(clerk, now - 8 * DAY, "addressee", person.pk, "counter")
    text = page(owner).content.decode()
    for said in ("こども課", "申請の処理", case.number, "窓口での対応", "住民記録"):
        assert said in text
    assert clerk.name not in text
    assert "こども課" not in page(a_resident_account()).content.decode()


def test_looks__of_this_week_and_of_other_systems__are_not_there_yet(world):
    owner, case, _person, clerk = world
    audit.looked(clerk, timezone.now() - 6 * DAY, "case", case.pk, "casework")
    assert "まだ記録はありません。" in page(owner).content.decode()


def test_looks__that_the_law_withholds__are_left_out_with_the_law_named(world):
    owner, case, _person, clerk = world
    now = timezone.now()
    withheld = [{"purposes": ["statutory"], "law": "第78条"}, {"sections": ["zeimu"], "law": "国税犯則", "days": 90}]
    raw = {"code": "disclosure", "title": "開示", "delay_days": 3, "withheld": withheld}
    publish("disclosure", raw, by=SYSTEM, at=now)
    tax = actor_of(a_staff_account("zeimu"))
    audit.looked(clerk, now - 4 * DAY, "case", case.pk, "statutory")
    audit.looked(tax, now - 89 * DAY, "case", case.pk, "inquiry")
    answer = page(owner)
    assert answer.context["looks"] == []
    assert "第78条" in answer.content.decode()
    audit.looked(tax, now - 91 * DAY, "case", case.pk, "inquiry")
    audit.looked(clerk, now - 4 * DAY, "case", case.pk, "casework")
    assert [str(look.why) for look, _section in page(owner).context["looks"]] == ["申請の処理", "本人からの問合せ"]


def test_looks__at_a_childs_record__are_shown_to_no_parent(world):
    child, case, _person, clerk = world
    audit.looked(clerk, timezone.now() - 8 * DAY, "case", case.pk, "casework")
    parent = a_resident_account()
    held = a_delegation(child, parent, "*", basis=Basis.LEGAL)
    assert page(parent, acting=choice_of(held)).status_code == 403
    own = signed_in(Client(), child).get(f"/mine/{case.number}/").content.decode()
    theirs = signed_in(Client(), parent, acting=choice_of(held)).get(f"/mine/{case.number}/").content.decode()
    assert "申請の処理" in own
    assert case.number in theirs
    assert "申請の処理" not in theirs


def test_looks__of_a_protected_person__name_no_section(world):
    owner, case, person, clerk = world
    audit.looked(clerk, timezone.now() - 8 * DAY, "case", case.pk, "casework")
    person.suppressed = True
    person.save()
    answer = page(owner)
    assert [look.section for look, _section in answer.context["looks"]] == [""]
    assert "課の名前は出していません" in answer.content.decode()


def test_looks__however_many__cost_a_bounded_number_of_queries(world, django_assert_max_num_queries):
    owner, case, _person, clerk = world
    for n in range(40):
        audit.looked(clerk, timezone.now() - (8 + n) * DAY, "case", case.pk, "casework")
    client = signed_in(Client(), owner)
    with django_assert_max_num_queries(18):
        assert len(client.get(PAGE).context["looks"]) == 40
