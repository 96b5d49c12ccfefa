"""Looks at people's data reach the public side: late, without what is withheld, and only those at their own."""

from datetime import timedelta

import pytest
from django.test import override_settings

from madoguchi.city.public import publish
from madoguchi.core.audit import public as audit
from madoguchi.core.relay.testing import Taken, Writing, as_carried, noted
from madoguchi.engines.people.public import SYSTEM, bind
from madoguchi.engines.people.testing import a_resident_account, a_staff_account, actor_of, an_addressee
from madoguchi.engines.watch import crossing
from madoguchi.engines.watch.models import ToldLook
from madoguchi.engines.watch.queries import own_looks

DAY = timedelta(days=1)
OFFICE, PUBLIC = override_settings(MADO_ZONE="office"), override_settings(MADO_ZONE="public")


@pytest.fixture
def world(noon):
    """A person whom the office has bound to the registers, and a clerk."""
    owner, person = a_resident_account(), an_addressee()
    bind(owner, person, by=SYSTEM, at=noon - 400 * DAY)
    return owner, person, actor_of(a_staff_account("kodomo"))


def carried(owner, at):
    """What the office says of this account at that moment, taken on the public side; what is told there."""
    with OFFICE:
        crossing.tell(at)
        said = as_carried(crossing.write(f"looks:{owner.pk}", "", Writing()))
    with PUBLIC:
        crossing.take(f"looks:{owner.pk}", said, Taken(1, at))
        return own_looks(owner.pk, at=at)


def test_looks__old_enough__are_read_outside_with_section_and_purpose_and_never_who(world, noon):
    owner, person, clerk = world
    audit.looked(clerk, noon - 8 * DAY, "addressee", person.pk, "counter")
    audit.looked(clerk, noon - 6 * DAY, "addressee", person.pk, "inquiry")
    shown = carried(owner, noon)
    assert [(one.day, one.section, one.purpose, one.kind) for one in shown.looks] == [
        ((noon - 8 * DAY).date(), "kodomo", "counter", "addressee")
    ]
    row = ToldLook.objects.get()
    assert clerk.code not in str(vars(row))


def test_looks__withheld_by_law__do_not_leave_the_office_until_their_days_are_over(world, noon):
    owner, person, clerk = world
    withheld = [{"purposes": ["statutory"], "law": "第78条"}, {"purposes": ["inquiry"], "law": "第78条", "days": 30}]
    publish("disclosure", {"code": "disclosure", "title": "開示", "withheld": withheld}, by=SYSTEM, at=noon)
    for purpose in ("statutory", "inquiry", "counter"):
        audit.looked(clerk, noon - 8 * DAY, "addressee", person.pk, purpose)
    assert [one.purpose for one in carried(owner, noon).looks] == ["counter"]
    with OFFICE:
        assert crossing.tell(noon + 21 * DAY) == 0
        assert crossing.tell(noon + 23 * DAY) == 1
    assert [one.purpose for one in carried(owner, noon + 23 * DAY).looks] == ["counter", "inquiry"]


def test_looks__at_another_persons_record__are_told_to_nobody_else(world, noon):
    owner, _person, clerk = world
    child_account, child = a_resident_account(), an_addressee(given="子")
    bind(child_account, child, by=SYSTEM, at=noon)
    audit.looked(clerk, noon - 8 * DAY, "addressee", child.pk, "counter")
    with OFFICE:
        crossing.tell(noon)
        assert noted() == [("watch.looks", f"looks:{child_account.pk}")]
    assert carried(owner, noon).looks == []


def test_tell__nothing_new__notes_nothing_and_other_rules_tell_all_again(world, noon):
    _owner, person, clerk = world
    audit.looked(clerk, noon - 8 * DAY, "addressee", person.pk, "counter")
    with OFFICE:
        assert [crossing.tell(noon), crossing.tell(noon + DAY)] == [1, 0]
        publish("disclosure", {"code": "disclosure", "title": "開示", "delay_days": 30}, by=SYSTEM, at=noon)
        assert crossing.tell(noon + 2 * DAY) == 0
        publish("disclosure", {"code": "disclosure", "title": "開示", "delay_days": 8}, by=SYSTEM, at=noon + DAY)
        assert crossing.tell(noon + 3 * DAY) == 1
    assert crossing.tell(noon + 4 * DAY) == 0  # in one house nothing crosses


def test_looks__of_a_protected_person__cross_without_a_section(world, noon):
    owner, person, clerk = world
    audit.looked(clerk, noon - 8 * DAY, "addressee", person.pk, "counter")
    person.suppressed = True
    person.save()
    assert [one.section for one in carried(owner, noon).looks] == [""]
    assert ToldLook.objects.get().section == ""
