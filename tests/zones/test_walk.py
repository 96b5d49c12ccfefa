"""Each side has its own pages, rooms, keys and tables, and none of the other's."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.zones.sides import Side, keys, ready_made, run


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("walk")
    public, office = keys()
    office["MADOGUCHI_RELAY_ADDRESS"] = "https://public.example.jp"
    made = f"sqlite:///{ready_made(folder)}"
    return {
        zone: walk(zone, folder, {**given, "MADOGUCHI_DATABASE": made}) for zone, given in (("public", public), ("office", office))
    }


def walk(zone: str, folder: Path, settings: dict[str, str]) -> dict[str, Any]:
    side = Side(zone, folder / zone, settings)
    done = run(side.environment, "-m", "tests.zones.walk")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_public__addresses__none_of_the_desk(sides: dict[str, Any]) -> None:
    public = sides["public"]
    assert public["desk"] == 404
    assert [url for url in public["urls"] if url.startswith("/desk/")] == []
    assert "madoguchi.faces.desk" not in public["apps"]
    assert "/mine/" in public["urls"]


def test_public__tables_of_the_office__refuse_to_be_written(sides: dict[str, Any]) -> None:
    public = sides["public"]
    assert public["refused"] == public["office"] != []
    assert {"mado_people.Addressee", "mado_cases.Memo", "mado_cases.Proposal"} <= set(public["refused"])
    assert public["others_refused"] == []


def test_office__addresses__none_of_the_portal(sides: dict[str, Any]) -> None:
    office = sides["office"]
    assert office["desk"] in {200, 302}
    shell = {"/", "/display/", "/robots.txt", "/favicon.ico", "/manifest.webmanifest", "/healthz", "/readyz"}
    others = [url for url in office["urls"] if not url.startswith(("/desk/", "/api/v1/", "/style/"))]
    assert set(others) <= shell
    assert office["refused"] == []


def test_relay__door__is_on_the_public_side_alone_and_shut_to_whoever_cannot_sign(sides: dict[str, Any]) -> None:
    assert sides["public"]["relay"] == 403
    assert sides["office"]["relay"] == 404
    assert "/relay/v1/<slug:verb>" in sides["public"]["urls"]


def test_settings__as_the_guide_says__nothing_is_wrong(sides: dict[str, Any]) -> None:
    assert sides["public"]["problems"] == sides["office"]["problems"] == []
    assert sides["public"]["unguarded"] == sides["office"]["unguarded"] == []


def test_work__each_side__does_its_own(sides: dict[str, Any]) -> None:
    public, office = sides["public"], sides["office"]
    assert "cases.open" in office["subscribers"]
    assert "cases.open" not in public["subscribers"]
    assert "cases.tell-received" in public["subscribers"]
    assert "cases.tell-received" not in office["subscribers"]
    assert "relay.call" in office["chores"]
    assert "relay.call" not in public["chores"]
    assert "cases.compare-standing" not in public["chores"]


@pytest.mark.parametrize(
    ("zone", "wrong", "says"),
    [
        ("public", {"MADOGUCHI_OFFICE_KEY": "office"}, "MADOGUCHI_OFFICE_KEY"),
        ("public", {"MADOGUCHI_RELAY_ADDRESS": "https://office.example.jp"}, "calls nobody"),
        ("public", {"MADOGUCHI_RELAY_SIGN_KEY": ""}, "MADOGUCHI_RELAY_SIGN_KEY is not set"),
    ],
)
def test_settings__a_key_where_it_must_not_be__the_side_does_not_start(
    tmp_path: Path, zone: str, wrong: dict[str, str], says: str
) -> None:
    public, office = keys()
    given = {name: office["MADOGUCHI_OFFICE_KEY"] if value == "office" else value for name, value in wrong.items()}
    side = Side(zone, tmp_path, {**public, **given})
    done = run(side.environment, "-c", "import madoguchi.site.wsgi")
    assert done.returncode != 0
    assert says in done.stderr
