"""The two cookies and their clocks, on addresses that exist in every build of the house."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from madoguchi.engines.people.public import face_of, sessions
from madoguchi.engines.people.testing import a_resident_account, a_staff_account, signed_in
from madoguchi.faces.shell.signin import middleware

pytestmark = pytest.mark.django_db


def visit(client: Client, path: str, at: datetime, monkeypatch: pytest.MonkeyPatch, handle: Any = None) -> Any:
    """One request through both middlewares; gives it back as the view saw it."""
    from django.contrib.auth.middleware import AuthenticationMiddleware

    monkeypatch.setattr(middleware.timezone, "now", lambda: at)
    request = RequestFactory().get(path)
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    seen: dict[str, Any] = {}

    def view(request: Any) -> HttpResponse:
        seen["request"] = request
        if handle:
            handle(request)
        return HttpResponse()

    acting = middleware.Acting(view)
    response = middleware.Sessions(AuthenticationMiddleware(acting))(request)
    for name, morsel in response.cookies.items():
        client.cookies[name] = morsel.value
    seen["request"].response = response
    return seen["request"]


def test_sessions__signed_in_at_both_faces__are_two_people(monkeypatch: pytest.MonkeyPatch) -> None:
    client, now = Client(), timezone.now()
    resident, staff = a_resident_account(), a_staff_account()
    signed_in(client, resident)
    signed_in(client, staff)
    assert visit(client, "/", now, monkeypatch).actor.account_id == resident.pk
    assert visit(client, "/desk/", now, monkeypatch).actor.account_id == staff.pk


def test_sessions__signing_out_at_the_desk__leaves_the_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    client, now = Client(), timezone.now()
    resident = a_resident_account()
    signed_in(client, resident)
    signed_in(client, a_staff_account())
    out = visit(client, "/desk/", now, monkeypatch, lambda request: request.session.flush())
    assert out.response.cookies["mado_desk"]["path"] == "/desk/"
    assert "mado_portal" not in out.response.cookies
    assert visit(client, "/desk/", now, monkeypatch).actor.kind == "anonymous"
    assert visit(client, "/", now, monkeypatch).actor.account_id == resident.pk


@pytest.mark.parametrize(("cookie", "path"), [("mado_portal", "/"), ("mado_desk", "/desk/")])
def test_sessions__session_of_the_other_face__signs_nobody_in(cookie: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    account = a_staff_account() if cookie == "mado_portal" else a_resident_account()
    signed_in(client, account)
    client.cookies[cookie] = next(iter(client.cookies.values())).value
    assert visit(client, path, timezone.now(), monkeypatch).actor.kind == "anonymous"


def test_sessions__cookie__is_out_of_reach_of_scripts_and_bound_to_its_path(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True
    request = visit(Client(), "/desk/x/", timezone.now(), monkeypatch, lambda request: request.session.update({"a": 1}))
    cookie = request.response.cookies["mado_desk"]
    assert (cookie["path"], cookie["samesite"], cookie["httponly"], cookie["secure"]) == ("/desk/", "Lax", True, True)
    assert cookie["max-age"] == ""


def test_acting__staff_idle_half_an_hour__is_signed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    client, now = Client(), timezone.now()
    signed_in(client, a_staff_account(), at=now)
    assert visit(client, "/desk/", now + timedelta(minutes=29), monkeypatch).actor.kind == "staff"
    assert visit(client, "/desk/", now + timedelta(minutes=58), monkeypatch).actor.kind == "staff"
    late = visit(client, "/desk/", now + timedelta(minutes=88), monkeypatch)
    assert (late.actor.kind, late.session_ended) == ("anonymous", True)


def test_acting__staff_busy_all_day__is_signed_out_after_twelve_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    client, now = Client(), timezone.now()
    signed_in(client, a_staff_account(), at=now)
    for minutes in range(20, 720, 20):
        assert visit(client, "/desk/", now + timedelta(minutes=minutes), monkeypatch).actor.kind == "staff"
    assert visit(client, "/desk/", now + timedelta(hours=12), monkeypatch).actor.kind == "anonymous"


def test_acting__resident_away_for_an_hour__is_still_signed_in_and_after_twelve_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client, now = Client(), timezone.now()
    signed_in(client, a_resident_account(), at=now)
    assert visit(client, "/", now + timedelta(hours=11), monkeypatch).actor.kind == "resident"
    assert visit(client, "/", now + timedelta(hours=12), monkeypatch).actor.kind == "anonymous"


def test_acting__session_end__is_known_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    client, now = Client(), timezone.now().replace(microsecond=0)
    signed_in(client, a_staff_account(), at=now)
    assert visit(client, "/desk/", now, monkeypatch).session_ends_at == now + timedelta(minutes=30)


def test_acting__queries__session_and_account__for_staff_posts_and_what_their_section_took_over(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    now = timezone.now()
    resident, staff = signed_in(Client(), a_resident_account(), at=now), signed_in(Client(), a_staff_account(), at=now)
    with django_assert_num_queries(0):
        visit(Client(), "/", now, monkeypatch)
    with django_assert_num_queries(2):
        visit(resident, "/", now, monkeypatch)
    with django_assert_num_queries(4):
        visit(staff, "/desk/", now, monkeypatch)


def test_second_factor_done__for_another_account__does_not_count() -> None:
    session: dict[str, Any] = {}
    sessions.note_second_factor(session, "one")
    assert sessions.second_factor_done(session, "one")
    assert not sessions.second_factor_done(session, "two")


def test_face_of__path_that_only_begins_alike__is_the_portal() -> None:
    assert face_of("/desk/cases/").name == "desk"
    assert face_of("/desktop/").name == "portal"
