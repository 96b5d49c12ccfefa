"""What a desk does with many at once, so that each of it can be seen: a memo, an absence, a kept view, drafts under one
agreement, a mass run with a letter that came back, figures.
"""

from datetime import datetime, timedelta

from madoguchi.city.public import current
from madoguchi.core.calendar.public import today
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.cases import public as cases
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people import public as people
from madoguchi.site.demo.cast import STAFF

BASIS, REPORT = "child-allowance-claim", "child-allowance-yearly"
LEFT_ALONE = 4
"""Cases under review that stay so, for whoever wants to draft one."""


def work_at_volume(end: datetime) -> None:
    accounts = [people.Account.objects.get(email=one.mail) for one in STAFF[:2]]
    clerk = people.actor_for(accounts[0], end, session="demo", second_factor=True)
    day = today(end)
    cases.write_memo(
        "転入したときの児童手当についての質問。書類がそろったら申請するとのこと。",
        cases.Person(name="例示 太郎", kana="レイジ タロウ", birth="1988-05-06", phone="047-000-0002"),
        section="kodomo",
        by=clerk,
        at=end - timedelta(hours=3),
    )
    cases.save_view("わたしの審査中", {"state": "reviewing", "who": "me"}, by=clerk, at=end)
    away = {"section": "kodomo", "from_on": day, "until_on": day + timedelta(days=4)}
    cases.enter_absence(accounts[1], accounts[0], **away, by=clerk, at=end)
    drafts_under_one_agreement(clerk, end)
    if current("procedure", REPORT):
        mass_run(clerk, end)
    cases.count_all(day)


def drafts_under_one_agreement(clerk: people.Actor, end: datetime) -> None:
    waiting = cases.numbers_in_queue(by=clerk, filters=cases.Filters(state="reviewing"), limit=LEFT_ALONE + 2)[LEFT_ALONE:]
    for number in waiting:
        case = cases.look(number, by=clerk, at=end)
        cases.record_identity(case, method="register", succeeded=True, by=clerk, at=end)
    if waiting:
        cases.begin_batch("propose", waiting, token="demo", outcome="granted", text="支給要件を満たす。", by=clerk, at=end)  # noqa: S106
        run_all_ready(end)


def mass_run(clerk: people.Actor, end: datetime) -> None:
    """Asked of everybody to whom the allowance was granted; one letter has come back, one bundle lies ready."""
    asked = cases.begin_run(
        REPORT,
        BASIS,
        title="児童手当の現況届のお願い",
        text="児童手当を受けている方に、いまの状況をうかがっています。\n期限までに、現況届を出してください。",
        due_on=today(end) + timedelta(days=30),
        token="demo",  # noqa: S106
        by=clerk,
        at=end - timedelta(days=2),
    )
    run_all_ready(end)
    asked.refresh_from_db()
    if not asked.members.exists():
        return
    cases.send_round(asked, number=1, by=clerk, at=end)
    run_all_ready(end)
    kind = cases.kind_of_run(asked)
    letters = messages.PrintJob.objects.visible_to(clerk).waiting().filter(delivery__notice__kind=kind)
    first = letters.order_by("queued_at").first()
    if first:
        messages.mark_printed(first, by=clerk, at=end)
        messages.mark_posted(first, by=clerk, at=end)
        messages.record_return(messages.letter_of(first.reference, by=clerk), reason="unknown", by=clerk, at=end)
    if messages.unbound(by=clerk, section="kodomo", kind=kind):
        messages.bind("kodomo", kind=kind, title=asked.title, token="demo", by=clerk, at=end)  # noqa: S106
    run_all_ready(end)
