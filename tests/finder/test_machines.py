"""What robots and other sites read: site map, linked data, the embedded finder, the rich menu."""

import json
import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.city.public import all_defined
from madoguchi.engines.booking.testing import a_bookable
from madoguchi.engines.cases.public import Procedure
from madoguchi.engines.knowledge import public as knowledge
from madoguchi.faces.portal.finding.linked_data import service
from madoguchi.faces.portal.home.views import department_or_none
from madoguchi.faces.shell.colours import accent_of, contrast
from tests.finder.schema_org import wrong_in

pytestmark = [pytest.mark.usefixtures("urayasu"), pytest.mark.django_db]


def test_sitemap__every_page__stands_there_in_three_languages() -> None:
    tree = ElementTree.fromstring(Client().get("/sitemap.xml").content)
    found = {one.text for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    paths = ("/procedures/dog-registration/", "/topics/moving-in/", "/life/birth/", "/departments/kodomo/", "/booking/consult-law/")
    for path in paths:
        for prefix in ("", "/easy", "/en"):
            assert any(address.endswith(f"{prefix}{path}") for address in found), prefix + path
    assert not any("/lists/" in address or "/mine/" in address for address in found)


def linked(address: str, **query: str) -> list[tuple[str, Any]]:
    """Each block of linked data on a page: its nonce, what it says."""
    answer = Client().get(address, query)
    blocks = re.findall(r'<script type="application/ld\+json" nonce="([^"]+)">(.*?)</script>', answer.content.decode(), re.S)
    assert all(f"'nonce-{nonce}'" in answer["Content-Security-Policy"] for nonce, _text in blocks)
    return [(nonce, json.loads(text)) for nonce, text in blocks]


@pytest.mark.parametrize(
    "address", ["/procedures/dog-registration/", "/easy/procedures/child-allowance-claim/", "/en/topics/moving-in/"]
)
def test_linked_data__of_a_service__says_what_schema_org_knows(address: str) -> None:
    ((_nonce, data),) = linked(address)

    assert data["@type"] == "GovernmentService"
    assert data["provider"]["telephone"].startswith("047-")
    assert data["url"].endswith(address)
    assert wrong_in(data) == []


def test_linked_data__of_all_services__is_sound() -> None:
    wrong = {}
    for kind, definitions in (("procedure", all_defined(Procedure)), ("topic", all_defined(knowledge.Topic))):
        for one in definitions:
            for language in ("ja", "ja-easy", "en"):
                found = wrong_in(service(kind, one, department_or_none(one.department), language))
                wrong |= {f"{kind} {one.code} {language}": found} if found else {}
    assert wrong == {}


def test_linked_data__of_an_event__gives_the_hour_in_japan_and_the_price() -> None:
    hours = {"days": "mon-sun", "hours": "10:00-12:00", "length": 120, "capacity": 20, "closed_days": "ignore"}
    at = timezone.now()
    a_bookable(at, kind="event", openings=[hours], fee={"yen": 200, "each": "person"})
    day = at.date() + timedelta(days=3)

    found = [data for _nonce, data in linked("/booking/sample-counter/", day=day.isoformat())]

    assert found
    assert all(data["@type"] == "Event" and wrong_in(data) == [] for data in found)
    assert f"{day}T10:00:00+09:00" in {data["startDate"] for data in found}
    assert found[0]["offers"]["price"] == 200


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"availableLanguage": ["ja"]}, "GovernmentService.availableLanguage is no property of schema.org"),
        ({"url": "/procedures/x/"}, "GovernmentService.url is no whole address: '/procedures/x/'"),
        ({"provider": None}, "GovernmentService.provider is None, not GovernmentOrganization"),
        ({"audience": {"@type": "Place", "name": "市"}}, "GovernmentService.audience is a Place, not Audience"),
    ],
)
def test_linked_data__with_a_slip__is_found_out(change: dict[str, Any], said: str) -> None:
    ((_nonce, data),) = linked("/procedures/dog-registration/")
    assert said in wrong_in(data | change)


def test_policy__of_a_page_without_a_block__has_no_nonce() -> None:
    assert "nonce" not in Client().get("/a-z/")["Content-Security-Policy"]


def test_embedded__unless_a_site_is_named__stands_nowhere(settings: Any) -> None:
    settings.MADO_EMBED = []
    for address in ("/embed/finder/", "/booking/consult-law/embed/"):
        assert "frame-ancestors 'none'" in Client().get(address)["Content-Security-Policy"]


def test_script__for_both__is_one_and_may_be_read_by_other_sites() -> None:
    answer = Client().get("/embed.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert all(part in answer.content.decode() for part in ("/embed/finder/", "/booking/${code}/embed/"))


def test_embedded__with_the_citys_colour__can_be_read() -> None:
    page = Client().get("/embed/finder/", {"q": "犬の登録", "accent": "#ffcc00"}).content.decode()
    assert 'href="/embed/ffcc00.css"' in page
    assert 'href="/procedures/dog-registration/"' in page
    sheet = Client().get("/embed/ffcc00.css")
    assert "--primary:#ffcc00;" in sheet.content.decode()
    assert "--on-primary:#000000;" in sheet.content.decode()
    assert "/embed/red" not in Client().get("/embed/finder/", {"accent": "red;}"}).content.decode()
    assert Client().get("/embed/red;}.css").status_code == 404


@pytest.mark.parametrize("colour", ["ffcc00", "0017c1", "777777", "00aa55", "ffffff", "000000"])
def test_accent__whatever_colour__letters_stand_out(colour: str) -> None:
    accent = accent_of(colour)
    assert accent
    assert contrast(accent.colour, accent.on) >= 4.5
    assert contrast(accent.ink, "#ffffff") >= 4.5


def test_rich_menu__fills_the_picture_with_six_areas() -> None:
    for language in ("ja", "easy", "en"):
        menu = Client().get("/api/v1/rich-menu", {"lang": language}).json()
        assert len(menu["areas"]) == 6
        assert sum(a["bounds"]["width"] * a["bounds"]["height"] for a in menu["areas"]) == 2500 * 1686
        assert all(len(a["action"]["label"]) <= 20 for a in menu["areas"])
        assert len(menu["chatBarText"]) <= 14


def test_path__without_script__leads_from_questions_to_a_kept_list() -> None:
    client = Client()
    assert 'name="way"' in client.get("/life/moving/path/").content.decode()
    answers = {"way": "into", "children": "y", "care": "n", "dog": "n"}
    page = client.get("/life/moving/path/", answers).content.decode()
    assert page.index("転入届") < page.index("児童手当の認定請求") < page.index("持ち物") < page.index("しなくてよいこと")
    link = client.post("/life/moving/keep/", answers)["Location"]
    assert client.post(link, {"done": ["in"]}).status_code == 302
    kept = Client().get(link)
    assert 'id="do-in" checked' in kept.content.decode()
    assert kept["X-Robots-Tag"] == "noindex, nofollow"
