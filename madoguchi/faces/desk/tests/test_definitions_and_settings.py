from collections.abc import Callable
from typing import Any

from django.test import Client

from madoguchi.city import public as city
from madoguchi.city.public import publish
from madoguchi.city.testing import NOON, load_city, raw_department
from madoguchi.core.acting import SYSTEM
from madoguchi.engines.people.testing import a_resident_account, an_administrator, an_officer, signed_in

Desk = Callable[..., Client]


def test_definitions__published__are_listed_by_kind_with_version(desk: Desk) -> None:
    client = desk(an_officer())
    version = city.current("department", "kodomo")
    assert version
    page = client.get("/desk/definitions/?kind=department").content.decode()
    assert "こども課" in page
    assert version.sha256[:8] in page
    assert "例示市" not in client.get("/desk/definitions/?kind=department").context["rows"][0][2]


def test_definitions__last_load__is_told(desk: Desk) -> None:
    load_city()
    page = desk(an_administrator()).get("/desk/definitions/").content.decode()
    assert "最後の読み込み" in page


def test_definition__opened__reads_as_yaml_with_its_history(desk: Desk) -> None:
    old = city.current("department", "kodomo")
    assert old
    publish("department", raw_department("kodomo", "こども家庭課", "例0"), by=SYSTEM, at=NOON)
    client = desk(an_officer())
    page = client.get("/desk/definitions/department/kodomo/").content.decode()
    assert "name: こども家庭課" in page
    assert old.sha256[:8] in page
    before = client.get(f"/desk/definitions/department/kodomo/?version={old.sha256}").content.decode()
    assert "name: こども課" in before
    assert "前の版です" in before


def test_definition__unknown__is_not_found(desk: Desk) -> None:
    client = desk(an_officer())
    assert client.get("/desk/definitions/department/nowhere/").status_code == 404
    assert client.get("/desk/definitions/department/kodomo/?version=0").status_code == 404


def test_definitions__many__bounded_queries(desk: Desk, django_assert_max_num_queries: Any) -> None:
    client = desk(an_officer())
    with django_assert_max_num_queries(16):
        client.get("/desk/definitions/")


def test_settings__two_departments__can_be_switched(desk: Desk) -> None:
    client = desk(an_officer("kodomo", more=[("joho", "clerk")]))
    page = client.get("/desk/settings/").content.decode()
    assert "こども課" in page
    assert "情報政策課" in page
    client.post("/desk/account/section/", {"section": "joho"})
    assert client.get("/desk/settings/").context["request"].actor.section == "joho"


def test_settings__keys_and_language__are_kept(desk: Desk) -> None:
    client = desk(an_officer())
    where = client.get("/desk/settings/").content.decode()
    assert 'action="/display/"' in where
    answer = client.post("/display/", {"keys": "off", "language": "en", "next": "/desk/settings/"})
    assert answer["Location"] == "/desk/settings/"
    page = client.get("/desk/settings/").content.decode()
    assert 'data-keys="off"' in page
    assert '<html lang="en"' in page


def test_settings__nobody_or_a_resident__is_led_away(client: Client) -> None:
    assert client.get("/desk/settings/").status_code == 302
    assert signed_in(Client(), a_resident_account()).get("/desk/settings/").status_code == 302
