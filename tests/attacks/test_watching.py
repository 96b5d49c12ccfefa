"""Attacks on the watch itself: looks that are to leave no trace or none for their person, exports that hide where they come from,
anomalies made to go away, headers in names of files."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone

from madoguchi.city.public import publish
from madoguchi.city.testing import raw_department
from madoguchi.core.audit.public import Entry, note_export
from madoguchi.core.files.public import keep
from madoguchi.core.sealing.public import new_key
from madoguchi.engines.cases.testing import a_case
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import a_resident_account, a_staff_account, actor_of, an_addressee, signed_in
from madoguchi.faces.desk.tables import csv_lines, xlsx_response
from tests.attacks.test_injecting import EVIL, leads_away

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Client:
    """Of a section that may look people up."""
    a_case("opened")
    publish("department", raw_department("kodomo", looks_up_people=True), by=SYSTEM, at=timezone.now())
    return signed_in(Client(), a_staff_account("kodomo"))


@pytest.mark.parametrize("said", ["statutory", "own", "protected", "nonsense"])
@pytest.mark.parametrize("way", ["query", "header"])
def test_purpose__that_would_hide_a_look__said_in_the_address__counts_not(clerk: Client, said: str, way: str) -> None:
    case = a_case("opened")
    headers = {"X-Mado-Purpose": said} if way == "header" else {}
    clerk.get(f"/desk/cases/{case.number}/", {"purpose": said} if way == "query" else {}, headers=headers)
    entry = Entry.objects.get(action="looked", subject_id=str(case.pk))
    assert (entry.purpose, entry.data) == ("casework", {"fields": "answers"})


def test_purpose__that_may_be_withheld__needs_the_number_of_an_inquiry_and_takes_no_name(clerk: Client) -> None:
    page = "/desk/purpose/register/"
    for reference in ("", "見本 花子", "=1+1", "090-1234-5678", "123456789012"):
        assert clerk.post(page, {"purpose": "statutory", "reference": reference}).status_code == 422
    assert clerk.post(page, {"purpose": "own", "reference": "A-1"}).status_code == 422
    assert clerk.post(page, {"purpose": "statutory", "reference": "ho-12"}).status_code == 302
    said = Entry.objects.get(action="people.purpose-said")
    assert (said.purpose, said.data["reference"]) == ("statutory", "ho-12")
    person = an_addressee()
    clerk.get(f"/desk/addressees/{person.number}/")
    assert Entry.objects.get(action="looked", subject_id=str(person.pk)).session == said.session


def test_registers__without_a_purpose__do_not_open(clerk: Client) -> None:
    person = an_addressee(family="門外不出")
    session = signed_in(Client(), a_staff_account("kodomo"))
    forget_purpose(session)
    for address in ("/desk/addressees/", f"/desk/addressees/{person.number}/"):
        for answer in (session.get(address), session.post(address, {"q": "門外不出"})):
            assert answer.status_code == 302
            assert answer["Location"].startswith("/desk/purpose/register/")
    assert not Entry.objects.filter(action__in=["looked", "listed"], subject_kind="addressee").exists()


def forget_purpose(client: Client) -> None:
    from importlib import import_module

    from django.conf import settings

    kept = import_module(settings.SESSION_ENGINE).SessionStore(client.cookies["mado_desk"].value)
    kept.pop("mado_purposes")
    kept.save()


@pytest.mark.parametrize("evil", EVIL)
def test_purpose__next_of_another_site__is_not_gone_to(clerk: Client, evil: str) -> None:
    answer = clerk.post(f"/desk/purpose/register/?next={evil}", {"purpose": "counter", "next": evil})
    assert answer.status_code == 302
    assert not leads_away(answer["Location"])


@pytest.mark.parametrize("name", ['&G&"Wingdings"見本', "=cmd|' /C calc'!A0", "@SUM(1)", 'x"\r\nSet-Cookie: a=b', "<script>"])
def test_watermark__name_of_who_exports__draws_computes_and_breaks_nothing(name: str) -> None:
    by = actor_of(a_staff_account("kodomo", name=name))
    left = note_export("tests.exported", by=by, at=timezone.now(), what="case", form="xlsx", count=1)
    lines = list(csv_lines(["a"], [["b"]], left.watermark))
    assert len(lines) == 3
    assert not lines[-1].lstrip('"').startswith(("=", "+", "-", "@"))
    answer: Any = xlsx_response("x", ["a"], [["b"]], left.watermark)
    whole = ZipFile(BytesIO(b"".join(answer.streaming_content)))
    sheet = whole.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    footer = sheet.split("<oddFooter>")[1].split("</oddFooter>")[0]
    assert footer.startswith("&amp;L")
    assert "&amp;" not in footer[6:].replace("&amp;lt;", "")


@pytest.mark.parametrize("typed", ["%", "*", "' OR 1=1 --", "_" * 9, "AAAA-AAAA-A"])
def test_export_number__guessed_by_wildcards__finds_none(typed: str) -> None:
    a_case("opened")
    note_export("tests.exported", by=SYSTEM, at=timezone.now(), what="case", form="csv")
    auditor = signed_in(Client(), a_staff_account("kansa", "auditor"))
    assert not auditor.get("/desk/watch/", {"export": typed}).context["rows"]


def test_looks__asked_for_anothers_account__are_ones_own() -> None:
    owner, stranger = a_resident_account(), a_resident_account()
    case = a_case("opened", account=owner)
    client = signed_in(Client(), stranger)
    for query in (f"account={owner.pk}", f"subject=case:{case.pk}", f"account_id={owner.pk}&acting={owner.pk}"):
        assert client.get(f"/mine/looks/?{query}").context["looks"] == []


@pytest.mark.parametrize("address", ["/desk/watch/anomalies/", "/desk/watch/flags/", "/mine/looks/", "/desk/watch/?export=AAAA"])
def test_watch__without_a_session_or_at_the_wrong_face__is_closed(address: str) -> None:
    a_case("opened")
    for client in (
        Client(),
        signed_in(Client(), a_resident_account() if address.startswith("/desk") else a_staff_account("kodomo")),
    ):
        assert client.get(address).status_code in {302, 403}


@pytest.mark.parametrize("name", ['x"\r\nSet-Cookie: a=b.png', "x\nX-Evil: 1.png", "../../etc/passwd.png", "x\x00.png"])
def test_file_name__with_a_header_or_a_path_in_it__stays_a_name(name: str) -> None:
    kept = keep(a_png(), name=name, key=new_key("test", "1"), by=SYSTEM, at=timezone.now(), purpose="test")
    assert kept.name
    assert not {"\r", "\n", "\0", "/"} & set(kept.name)


def a_png() -> bytes:
    from PIL import Image

    made = BytesIO()
    Image.new("RGB", (40, 40), "white").save(made, "PNG")
    return made.getvalue()
