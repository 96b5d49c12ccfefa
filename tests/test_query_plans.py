"""No page and no action reads more than it needs, however full the city is: asked of SQLite's planner, statement by statement.

An index is worth nothing where the planner takes another one. A whole case is led from submit to its end, its pages are
shown, and every statement is explained; a table that grows with the cases is never read from one end to the other.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.booking.waiting.public import Waiting
from madoguchi.engines.cases.public import Application, Case, Memo, Message, Standing
from madoguchi.engines.cases.testing import a_case
from madoguchi.engines.documents.public import Document, NameIssue
from madoguchi.engines.messages.public import LetterReturn, PrintJob
from madoguchi.engines.people.testing import a_resident_account, a_staff_account, an_officer, signed_in
from madoguchi.engines.watch.public import Anomaly
from madoguchi.services.duties.models import Preservation
from madoguchi.services.intake.models import Report

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite's planner")

GROW = {
    model._meta.db_table
    for label in ("mado_cases", "mado_forms", "mado_messages", "mado_documents", "mado_approvals", "mado_events", "mado_audit",
                  "mado_files", "mado_sealing")
    for model in apps.get_app_config(label).get_models()
}  # fmt: skip
STEPS = ("opened", "accepted", "reviewing", "correcting", "proposed", "decided", "withdrawn")
PAGES = {
    "clerk": ("/desk/", "/desk/?state=reviewing", "/desk/?who=me", "/desk/?due=overdue", "/desk/messages/", "/desk/memos/",
              "/desk/posting/", "/desk/register/", "/desk/cases/{case}/", "/desk/statistics/"),
    "chief": ("/desk/approvals/",),
    "resident": ("/", "/mine/", "/mine/{case}/"),
}  # fmt: skip


def test_case__from_submit_to_its_end_with_its_pages__reads_no_table_whole(db: None) -> None:
    resident = a_resident_account()
    people = {
        "resident": signed_in(Client(), resident),
        "clerk": signed_in(Client(), a_staff_account("kodomo", "clerk")),
        "chief": signed_in(Client(), a_staff_account("kodomo", "chief")),
    }
    with CaptureQueriesContext(connection) as asked:
        for step in STEPS:
            case = a_case(step, at=timezone.now(), account=resident)
            run_all_ready()
            for who, addresses in PAGES.items():
                for address in addresses:
                    people[who].get(address.format(case=case.number))
    wrong = {reading for query in asked for reading in read_whole(query["sql"])}
    assert not wrong, "\n".join(sorted(wrong))


def test_lists__of_staff_of_several_sections__are_merged_from_each_sections_first(db: None) -> None:
    """An index that begins with the section would else be read whole and sorted, however many lie there."""
    several = ("kodomo", "shimin", "hoiku-yochien")
    by = an_officer(several[0], "chief", more=[(one, "chief") for one in several[1:]])
    for rows, order in (
        (Standing.objects.visible_to(by), ("breaks_on", "case_id")),
        (Case.objects.visible_to(by), ("-opened_at",)),
        (Application.objects.visible_to(by), ("-received_at", "-id")),
        (PrintJob.objects.visible_to(by).filter(posted_at=None), ("queued_at", "id")),
        (NameIssue.objects.visible_to(by).filter(solved_at__isnull=False), ("-reported_at", "-id")),
        (Report.objects.visible_to(by).told(), ("-told_at", "-id")),
        (Waiting.objects.visible_to(by).filter(ended_at=None), ("joined_at", "id")),
    ):
        page = rows.order_by(*order)[:21]
        plan = page.explain().splitlines()
        entered = [step for step in plan if "(section=?" in step]
        assert "section=" not in plan[0], plan
        assert len(entered) == len(several), plan


def test_lists__of_what_waits_with_several_sections__are_read_by_an_index_of_what_waits_there(db: None) -> None:
    """It is few and may be sorted: to ask for the first rows of each section takes longer. What does not wait is not read."""
    by = an_officer("kodomo", "chief", more=[("shimin", "chief"), ("hoiku-yochien", "chief")])
    for rows, order, index in (
        (Message.objects.visible_to(by).unseen(from_person=True), ("at", "id"), "message_of_section"),
        (Memo.objects.visible_to(by).waiting(), ("-at", "-id"), "memo_waiting"),
        (NameIssue.objects.visible_to(by).open(), ("reported_at", "id"), "name_issue_queue"),
        (Report.objects.visible_to(by).waiting(), ("at", "id"), "intake_report_to_tell"),
        (Preservation.objects.visible_to(by).open(), ("review_on", "id"), "hold_of_section"),
        (LetterReturn.objects.visible_to(by), ("-at", "-id"), "letter_return_of_section"),
        (Anomaly.objects.visible_to(by).open(), ("-id",), "anomaly_by_state_of_section"),
    ):
        plan = rows.order_by(*order)[:21].explain().splitlines()
        assert f"USING INDEX {index} (section=?" in plan[0], plan


def test_lists__by_section_first__or_of_one_of_the_sections__are_read_along_the_index(db: None) -> None:
    rows = Document.objects.visible_to(an_officer("kodomo", more=[("shimin", "clerk")]))
    for page in (
        rows.order_by("section", "fiscal_year", "serial")[:21],
        rows.filter(section="kodomo", fiscal_year=2026).order_by("serial")[:21],
    ):
        plan = page.explain().splitlines()
        assert len(plan) == 1, plan
        assert "(section=?" in plan[0], plan


def test_lists__of_several_sections__show_what_sorting_all_would_have_shown(db: None) -> None:
    for n, section in enumerate(("kodomo", "shimin", "kodomo", "hoiku-yochien", "shimin")):
        case = a_case("opened", at=timezone.now() - timedelta(days=n))
        for model in (Case, Standing):
            model.objects.filter(pk=case.pk).update(section=section)
    by = an_officer("kodomo", more=[("shimin", "clerk")])
    for order in ("breaks_on", "-breaks_on", "-number"):
        seen = Standing.objects.visible_to(by).order_by(order, "case_id")
        plain = Standing.objects.filter(section__in=["kodomo", "shimin"]).order_by(order, "case_id")
        for first, last in ((0, 2), (1, 3), (2, 9), (0, 3)):
            assert list(seen[first:last]) == list(plain[first:last])
        assert list(seen.select_related("case").filter(state="arrived").values_list("number")[:3]) == list(
            plain.filter(state="arrived").values_list("number")[:3]
        )
    assert (seen | Standing.objects.filter(section="hoiku-yochien"))[:9].count() == 5
    assert [row["n"] for row in seen.order_by("section").values("section").annotate(n=Count("pk"))[:2]] == [2, 2]


def read_whole(sql: str) -> Iterator[str]:
    """Where the statement goes through a growing table, or through all rows that lack a value."""
    if not sql.startswith(("SELECT", "UPDATE", "DELETE")):
        return
    listing = False
    short = sql if len(sql) < 900 else f"{sql[:300]} … {sql[-600:]}"
    for step in steps_of(sql):
        names = re.findall(r'"(\w+)" (?:AS )?"?' + re.escape(table_of(step)) + r"\b", sql)
        table = names[0] if names else table_of(step)
        listing |= step.startswith("LIST SUBQUERY") and not re.search(r"LIMIT \d+\)", sql)
        if listing and step.startswith("SEARCH") and table in GROW and re.search(r"\(section=\?\)", step):
            yield f"{step}, all of a section listed: {short}"
        if step.startswith("SCAN") and table in GROW and " LIMIT " not in sql:
            yield f"{step}: {short}"
        for column in re.findall(r"INDEX \w+ \((\w+)=\?\)", step):
            lacks = rf'\b\w+"?\."{column}" IS NULL'
            if table in GROW and re.search(lacks, re.sub(rf"NOT \(.{lacks}", "", sql)):
                yield f"{step}, and {column} IS NULL: {short}"


def steps_of(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql.replace('%', '%%')}")
        found: list[Any] = cursor.fetchall()
    return [row[3] for row in found]


def table_of(step: str) -> str:
    found = re.match(r"(?:SCAN|SEARCH) (\w+)", step)
    return found[1] if found else ""
