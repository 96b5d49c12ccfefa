"""Whose data a case is, as the watch over looks asks it: of the account, and of who signed."""

import pytest

from madoguchi.core.audit.public import looked, seal_batch
from madoguchi.engines.cases.testing import NOON, a_case
from madoguchi.engines.people.public import SYSTEM, bind, form_household, persons_behind
from madoguchi.engines.people.testing import a_resident_account, account_of, an_addressee, an_officer
from madoguchi.engines.watch import public as watch
from madoguchi.engines.watch.testing import a_guarded_city, a_privacy_officer

pytestmark = pytest.mark.django_db


def test_case_of_the_own_family__looked_at__stands_out() -> None:
    a_guarded_city(NOON)
    wife, husband = an_addressee(given="花子"), an_addressee(given="太郎")
    form_household("999990000000101", [(husband, "02"), (wife, "12")], by=SYSTEM, at=NOON)
    clerk, account = an_officer("kodomo"), a_resident_account()
    watch.link_staff(account_of(clerk).email, husband.number, by=a_privacy_officer(), at=NOON)
    bind(account, wife, by=SYSTEM, at=NOON)
    case, other = a_case("opened", account=account, at=NOON), a_case("opened", at=NOON)
    assert persons_behind("case", [str(case.pk), str(other.pk)]) == {str(case.pk): {wife.pk}}
    for one in (case, other):
        looked(clerk, NOON, "case", one.pk, "casework")
    seal_batch(NOON)
    assert watch.observe(NOON)[1] == 1
    assert watch.Anomaly.objects.get().subject_id == str(case.pk)
