"""What robots and other sites read: site map, linked data, the embedded finder, the rich menu."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.test import Client

from madoguchi.faces.shell.colours import accent_of, contrast

pytestmark = [pytest.mark.usefixtures("urayasu"), pytest.mark.django_db]


def test_sitemap__every_page__stands_there_in_three_languages() -> None:
    tree = ElementTree.fromstring(Client().get("/sitemap.xml").content)
    found = {one.text for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    paths = ("/procedures/dog-registration/", "/topics/moving-in/", "/life/birth/", "/departments/kodomo/", "/booking/consult-law/")
    for path in paths:
        for prefix in ("", "/easy", "/en"):
            assert any(address.endswith(f"{prefix}{path}") for address in found), prefix + path
    assert not any("/lists/" in address or "/mine/" in address for address in found)


@pytest.mark.parametrize("address", ["/procedures/dog-registration/", "/en/topics/moving-in/"])
def test_linked_data__of_a_service__names_who_runs_it_and_has_the_nonce(address: str) -> None:
    answer = Client().get(address)
    block = re.search(r'<script type="application/ld\+json" nonce="([^"]+)">(.*?)</script>', answer.content.decode(), re.S)
    assert block
    assert f"'nonce-{block[1]}'" in answer["Content-Security-Policy"]
    data = json.loads(block[2])
    assert data["@type"] == "GovernmentService"
    assert data["serviceOperator"]["telephone"].startswith("047-")


def test_policy__of_a_page_without_a_block__has_no_nonce() -> None:
    assert "nonce" not in Client().get("/a-z/")["Content-Security-Policy"]


def test_embedded__unless_a_site_is_named__stands_nowhere() -> None:
    assert "frame-ancestors 'none'" in Client().get("/embed/finder/")["Content-Security-Policy"]


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
