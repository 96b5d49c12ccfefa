from types import SimpleNamespace
from typing import Any

import pytest

from madoguchi.core.acting import SYSTEM as MACHINE
from madoguchi.core.refused import NotPermitted
from madoguchi.core.registry import UnknownKey
from madoguchi.engines.people.actor import ANONYMOUS
from madoguchi.engines.people.permissions import PERMISSIONS, authorize, permission
from madoguchi.engines.people.testing import a_resident, an_approver, an_officer

if "tests.close" not in PERMISSIONS:
    permission("tests.close", "閉じる", roles={"clerk"}, rule=lambda by, thing: thing is None or thing.open)
    permission("tests.withdraw", "取り下げる", roles={"resident"})
    permission("tests.look-in", "見る", roles={"clerk", "chief"})
    permission("tests.anyone", "だれでも", roles={"anyone"})


def a_thing(**fields: Any) -> Any:
    return SimpleNamespace(**{"section": "kodomo", "open": True, "account_id": None, **fields})


def test_authorize__thing_of_another_section__is_refused() -> None:
    authorize(an_officer("kodomo"), "tests.look-in", a_thing())
    with pytest.raises(NotPermitted):
        authorize(an_officer("zaisei"), "tests.look-in", a_thing())


def test_authorize__role_missing__is_refused() -> None:
    with pytest.raises(NotPermitted):
        authorize(an_approver("kodomo"), "tests.close", a_thing())


def test_authorize__rule_says_no__is_refused() -> None:
    authorize(an_officer(), "tests.close", a_thing())
    with pytest.raises(NotPermitted):
        authorize(an_officer(), "tests.close", a_thing(open=False))


def test_authorize__thing_of_another_resident__is_refused() -> None:
    me, you = a_resident(), a_resident()
    authorize(me, "tests.withdraw", a_thing(account_id=me.account_id))
    with pytest.raises(NotPermitted):
        authorize(you, "tests.withdraw", a_thing(account_id=me.account_id))
    with pytest.raises(NotPermitted):
        authorize(me, "tests.withdraw", a_thing(account_id=None))


def test_authorize__nobody__only_what_anyone_may() -> None:
    authorize(ANONYMOUS, "tests.anyone", a_thing())
    with pytest.raises(NotPermitted):
        authorize(ANONYMOUS, "tests.withdraw", a_thing())


def test_authorize__the_machine__may_all() -> None:
    authorize(MACHINE, "tests.close", a_thing(open=False))


def test_authorize__unknown_code__is_a_slip_of_the_programmer() -> None:
    with pytest.raises(UnknownKey):
        authorize(MACHINE, "tests.closs")


def test_permission__unknown_role__is_a_slip_of_the_programmer() -> None:
    with pytest.raises(ValueError, match="boss"):
        permission("tests.boss", "", roles={"boss"})
