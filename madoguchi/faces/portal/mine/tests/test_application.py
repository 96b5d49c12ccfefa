"""The page of an own application: what follows it, what it came to, and what is said when it was erased."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.core.sealing.public import destroy
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.testing import ANSWERS, CERTIFICATION, RENEWAL, a_case, a_procedure, run
from madoguchi.engines.forms.public import Draft
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import a_resident, account_of, an_approver, an_officer, signed_in

pytestmark = pytest.mark.django_db


def a_grant(who: Any, at: datetime, ends_in: int) -> Any:
    version = a_procedure(CERTIFICATION)
    a_procedure(RENEWAL)
    case = a_case("reviewing", version=version, account=account_of(who), at=at)
    until = timezone.localdate(at) + timedelta(days=ends_in)
    entered = {"level": "k1", "valid_until": until.isoformat()}
    cases.decide(case, outcome="granted", entered=entered, by=an_approver(), at=at)
    run(at)
    return case


def test_application__ends_soon__offers_the_renewal_and_begins_it_with_what_is_known() -> None:
    who, now = a_resident(), timezone.now()
    case = a_grant(who, now, ends_in=40)
    client = signed_in(Client(), who)
    page = client.get(f"/mine/{case.number}/").content.decode()
    assert "要介護1" in page
    there = f"/apply/sample-renewal/?after={case.number}"
    assert there in page
    assert case.number in client.get(there).content.decode()
    answer = client.post("/apply/sample-renewal/", {"after": case.number}, follow=True)
    assert f'value="{case.number}"' in answer.content.decode()
    assert Draft.objects.get().proposed["claimant"]["name"] == ANSWERS["claimant"]["name"]


def test_application__ends_later__says_from_when() -> None:
    who = a_resident()
    case = a_grant(who, timezone.now(), ends_in=300)
    page = signed_in(Client(), who).get(f"/mine/{case.number}/").content.decode()
    assert "認定の更新" in page
    assert "/apply/sample-renewal/" not in page


def test_application__put_off_and_sent_away__says_why() -> None:
    who, now = a_resident(), timezone.now()
    case = a_case("reviewing", version=a_procedure(CERTIFICATION), account=account_of(who), at=now)
    until = timezone.localdate(now) + timedelta(days=90)
    cases.extend(case, until=until, reason="主治医意見書が届いていないため。", by=an_officer(), at=now)
    client = signed_in(Client(), who)
    assert "主治医意見書が届いていないため。" in client.get(f"/mine/{case.number}/").content.decode()
    cases.send_to_city(case, city="例示県例示市", reason="保険者が違うため。", by=an_officer(), at=now)
    assert "例示県例示市" in client.get(f"/mine/{case.number}/").content.decode()
    assert client.get("/mine/").status_code == 200


@pytest.mark.parametrize("rest", ["", "copy/", "copy.pdf"])
def test_application__whose_key_is_gone__answers_with_its_sentence(rest: str) -> None:
    who = a_resident()
    case = a_case("reviewing", account=account_of(who))
    destroy(case.key, by=SYSTEM, at=timezone.now())
    client = signed_in(Client(), who)
    answer = client.get(f"/mine/{case.number}/{rest}")
    assert answer.status_code == 410
    assert "消去された" in answer.content.decode()
    assert client.get("/mine/").status_code == 200
