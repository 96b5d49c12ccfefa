import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from madoguchi.core.audit.public import Entry
from madoguchi.engines.documents import public as documents
from madoguchi.engines.documents.testing import NOON, a_document, a_key
from madoguchi.engines.people.testing import SYSTEM, an_administrator, an_approver, an_officer

Desk = Callable[..., Client]
UNKNOWN = "\U000e0e00"


def an_issue(characters: tuple[str, ...] = (UNKNOWN,), section: str = "kodomo") -> documents.NameIssue:
    return documents.await_names(
        characters,
        template="documents/letter",
        section=section,
        title="見本のお知らせ",
        subject_kind="case",
        subject_id="1",
        key=a_key(),
        by=SYSTEM,
        at=NOON,
    )


def test_names__waiting_in_own_section__is_listed(desk: Desk) -> None:
    issue = an_issue()
    client = desk(an_officer())
    assert [row.pk for row in client.get("/desk/register/names/").context["page"].rows] == [issue.pk]
    assert not client.get("/desk/register/names/?state=solved").context["page"].rows
    assert not desk(an_officer("joho")).get("/desk/register/names/").context["page"].rows


def test_name__opened__tells_its_code_and_the_look_is_written_down(desk: Desk) -> None:
    issue, officer = an_issue(), an_officer()
    assert "U+E0E00" in desk(officer).get(f"/desk/register/names/{issue.pk}/").content.decode()
    assert Entry.objects.filter(action="looked", subject_kind="name-issue", by=officer.code).exists()


def test_solve__font_still_lacks_it__says_so(desk: Desk) -> None:
    issue = an_issue()
    answer = desk(an_officer()).post(f"/desk/register/names/{issue.pk}/", {"how": "font"})
    assert answer.status_code == 422
    assert "まだ印字できない文字があります" in answer.content.decode()


def test_solve__font_has_it_now__is_solved(desk: Desk) -> None:
    issue = an_issue(("漢",))
    answer = desk(an_officer()).post(f"/desk/register/names/{issue.pk}/", {"how": "font"}, follow=True)
    assert "解決しました。" in answer.content.decode()
    issue.refresh_from_db()
    assert issue.solved_at


def test_solve__chief_approves_another_letter__is_solved_and_shown(desk: Desk) -> None:
    issue = an_issue()
    client = desk(an_approver())
    form = {"how": "substitute", "instead-0": "高", "reason": "本人の同意（7月1日、窓口）"}
    client.post(f"/desk/register/names/{issue.pk}/", form)
    assert documents.NameSolution.objects.get(issue=issue).substitutes == {UNKNOWN: "高"}
    assert "→ 高" in client.get(f"/desk/register/names/{issue.pk}/").content.decode()


def test_solve__without_a_reason__keeps_what_was_typed(desk: Desk) -> None:
    issue = an_issue()
    answer = desk(an_approver()).post(f"/desk/register/names/{issue.pk}/", {"how": "substitute", "instead-0": "高"})
    assert answer.status_code == 422
    assert 'value="高"' in answer.content.decode()


def test_solve__clerk_approves_another_letter__may_not(desk: Desk) -> None:
    issue = an_issue()
    form = {"how": "substitute", "instead-0": "高", "reason": "見本"}
    assert desk(an_officer()).post(f"/desk/register/names/{issue.pk}/", form).status_code == 403


def test_name__of_another_section__is_not_found(desk: Desk) -> None:
    issue = an_issue(section="joho")
    assert desk(an_officer()).get(f"/desk/register/names/{issue.pk}/").status_code == 404


def test_register__numbers_of_the_year__in_order_with_void_marks(desk: Desk) -> None:
    first, second = a_document(), a_document()
    documents.revoke(first, reason=documents.WhyRevoked.MISTAKE, by=SYSTEM, at=NOON)
    page = desk(an_officer()).get("/desk/register/?section=kodomo&year=2026").content.decode()
    assert page.index(first.number) < page.index(second.number)
    assert f"<del>{first.number}</del>" in page
    assert "誤り" in page


def test_register__another_section__may_not(desk: Desk) -> None:
    client = desk(an_officer())
    assert client.get("/desk/register/?section=joho").status_code == 403
    assert client.get("/desk/register/register.csv?section=joho").status_code == 403
    assert desk(an_administrator()).get("/desk/register/").status_code == 403


@pytest.mark.parametrize("year", ["x", "20260", "２０２６"])
def test_register__no_year__is_not_found(desk: Desk, year: str) -> None:
    assert desk(an_officer()).get(f"/desk/register/?year={year}").status_code == 404


def test_register__many_documents__are_paged_with_a_bound_on_queries(
    desk: Desk, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = a_document()
    others = [
        documents.Document(
            **{field.attname: getattr(made, field.attname) for field in made._meta.concrete_fields}
            | {"id": None, "serial": n, "number": f"例第{n}号", "verify_token": f"{n:026}"}
        )
        for n in range(2, 56)
    ]
    for one in others:
        one.id = documents.Document._meta.get_field("id").get_default()
    documents.Document.objects.bulk_create(others)
    client = desk(an_officer())
    with django_assert_max_num_queries(16):
        first = client.get("/desk/register/?year=2026")
    second = client.get("/desk/register/" + first.context["page"].following)
    assert [len(page.context["rows"]) for page in (first, second)] == [50, 5]


def test_csv__opened_in_a_spreadsheet__has_the_mark_and_no_formula(desk: Desk) -> None:
    made = a_document(title="=1+1")
    officer = an_officer()
    answer = desk(officer).get("/desk/register/register.csv?section=kodomo&year=2026")
    text = answer.getvalue().decode("utf-8")
    assert text.startswith("\ufeff文書番号,")
    row = list(csv.reader(StringIO(text)))[1]
    assert row[0] == made.number
    assert row[3] == "'=1+1"
    assert row[-1] == made.digest
    noted = Entry.objects.get(action="documents.register-exported", by=officer.code)
    assert noted.subject_id in list(csv.reader(StringIO(text)))[-1][0]
