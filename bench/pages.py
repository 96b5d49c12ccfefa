"""What is measured: the pages of the main job, in its order, the floor first."""

from itertools import count
from urllib.parse import quote

from bench.client import Ask, Page
from bench.making import PAGE, Things

FLOOR = Page("floor", "resident", lambda line: Ask("/bench/floor/"))
WRITES = 30
"""Requests a run where each uses something up."""
RUNS = 3
NEEDED = WRITES * RUNS + 20
"""What is made beforehand of each: runs, warm-up and the counting of queries."""


def pages(things: Things) -> list[Page]:
    procedure = "child-allowance-claim"
    ticks = count(1)

    def save(line: int) -> Ask:
        """Each time another house number, on top of the last revision."""
        revision = things.revisions[line]
        things.revisions[line] = revision + 1
        typed = {**things.typed, "claimant.address.street": [f"架空町1丁目{next(ticks)}番"], "revision": [str(revision)]}
        return Ask(f"/apply/d/{things.own_drafts[line]}/page/{PAGE}/", typed)

    def submit(line: int) -> Ask | None:
        draft = next(things.to_submit, None)
        return draft and Ask(f"/apply/d/{draft}/submit/", {})

    def submit_small(line: int) -> Ask | None:
        draft = next(things.small, None)
        return draft and Ask(f"/apply/d/{draft}/submit/", {})

    def approve(line: int) -> Ask | None:
        approval = next(things.to_approve, None)
        return approval and Ask(f"/desk/approvals/{approval}/answer/", {"verdict": "approve"})

    def fixed(name: str, who: str, path: str) -> Page:
        return Page(name, who, lambda line: Ask(path))

    return [
        fixed("portal home", "resident", "/"),
        fixed("procedure page", "resident", f"/procedures/{procedure}/"),
        Page("form page", "resident", lambda line: Ask(f"/apply/d/{things.own_drafts[line]}/page/{PAGE}/")),
        Page("save a form page", "resident", save, 302),
        Page("review page", "resident", lambda line: Ask(f"/apply/d/{things.own_drafts[line]}/review/")),
        Page("submit of eleven pages", "resident", submit, 302, WRITES),
        Page("submit of two pages", "resident", submit_small, 302, WRITES),
        fixed("my applications", "resident", "/mine/"),
        Page("one of them", "resident", lambda line: Ask(f"/mine/{next(things.own_numbers)}/")),
        fixed("desk queue", "clerk", "/desk/"),
        fixed("queue, one state", "clerk", "/desk/?state=reviewing"),
        fixed(f"queue, page {things.deep_page}", "clerk", f"/desk/?after={things.deep}"),
        Page("case page", "clerk", lambda line: Ask(f"/desk/cases/{next(things.numbers)}/")),
        Page("search by number", "clerk", lambda line: Ask(f"/desk/search/?q={next(things.numbers)}"), 302),
        Page("approve", "chief", approve, 302, WRITES),
        fixed("plan home", "resident", "/plan/"),
        fixed("plan measure", "resident", "/plan/measures/5-b-5/"),
        fixed("plan policy", "resident", "/plan/policies/5/"),
        fixed("plan figures", "resident", "/plan/figures/"),
        fixed("plan, a figure", "resident", "/plan/figures/form-downloads/"),
        fixed("plan, a counted figure", "resident", "/plan/figures/live-applications-online/"),
        fixed("plan search", "resident", "/plan/search/?q=" + quote("カード")),
        fixed("plan departments", "resident", "/plan/departments/"),
        fixed("plan of a department", "resident", "/plan/departments/joho-seisaku/"),
        fixed("plan chronology", "resident", "/plan/history/"),
        fixed("plan terms", "resident", "/plan/words/"),
        fixed("plan meetings", "resident", "/plan/meetings/"),
        fixed("plan editions", "resident", "/plan/editions/"),
        fixed("plan, an edition", "resident", "/plan/editions/2024-03/"),
        fixed("plan, tracked changes", "resident", "/plan/editions/2022-03/2024-03/"),
        fixed("plan, comparison", "resident", "/plan/editions/2022-03/2024-03/table/"),
        fixed("API procedures", "resident", "/api/v1/procedures"),
        Page("API application", "resident", lambda line: Ask(f"/api/v1/applications/{next(things.own_numbers)}")),
    ]
