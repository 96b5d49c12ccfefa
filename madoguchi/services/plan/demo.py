"""What a demo shows of the plan's work: a few quarters, meetings and tasks, each marked as invented. Made by the real actions."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from madoguchi.city import public as city
from madoguchi.core.calendar.public import today
from madoguchi.core.files.public import look_into
from madoguchi.engines.people.public import Actor, holders
from madoguchi.services.plan.actions.agree import ask_agreement
from madoguchi.services.plan.actions.evaluate import end_measure, evaluate
from madoguchi.services.plan.actions.meet import Item, call_meeting, confirm_minutes, decide, finish, publish_meeting, write_minutes
from madoguchi.services.plan.actions.papers import PAPERS, attach_paper
from madoguchi.services.plan.actions.report import send_report
from madoguchi.services.plan.actions.review import review_report
from madoguchi.services.plan.actions.task import answer_task, give_task
from madoguchi.services.plan.book import Book
from madoguchi.services.plan.models import Meeting, Report
from madoguchi.services.plan.quarters import Quarter, owed
from madoguchi.services.plan.queries import the_plan
from madoguchi.services.plan.stages import Answer, Ending, Stage, Verdict

TOKYO = ZoneInfo("Asia/Tokyo")
INVENTED = "【架空の報告】"
PAPER = "【架空】令和7年度の進み具合（デモのための資料です）\n四半期の報告のまとめ。\n"
WORDS = {
    "検討": Stage.STUDY,
    "調査": Stage.SURVEY,
    "業務分析": Stage.ANALYSIS,
    "調達": Stage.PROCURE,
    "構築": Stage.BUILD,
    "整備": Stage.EQUIP,
    "設置": Stage.EQUIP,
    "導入": Stage.INTRODUCE,
    "実施": Stage.CARRY_OUT,
    "運用": Stage.OPERATE,
    "拡充": Stage.WIDEN,
    "更新": Stage.RENEW,
    "改訂": Stage.RENEW,
    "点検": Stage.INSPECT,
}
QUARTERS = (Quarter(2025, 2), Quarter(2025, 3), Quarter(2025, 4))
LEFT_OUT = {("4-b-5", 4), ("5-b-8", 4), ("6-d-2", 4)}
RETURNED = {("5-b-10", 4)}
UNREVIEWED = {("1-c-1", 4), ("2-1", 4)}
ENDINGS = {"3-1": Ending.ENDED, "1-a-1": Ending.COMPLETED, "5-a-1": Ending.CONTINUED, "5-b-8": Ending.CONTINUED}


def there_is_a_story() -> bool:
    """There is none to tell where the city has no plan."""
    return Report.objects.exists() or not city.current_all("plan")


def tell(at: datetime) -> int:
    """How many reports were made. Needs the definitions in force."""
    book = the_plan()
    made = 0
    for quarter in QUARTERS:
        if moment(quarter.last + timedelta(days=12)) < at:
            made += sum(reported(book, quarter))
    if at < moment(date(2026, 7, 12)):
        return made
    for code in ("1-a-1", "3-1", "5-a-1", "6-d-1"):
        reason = f"{INVENTED}計画のとおりに進んだ。"
        evaluate(code, 2025, Verdict.ACHIEVED, reason=reason, basis=0, by=keeper("a", book), at=moment(date(2026, 5, 20)))
    held(book)
    return made


def reported(book: Book, quarter: Quarter) -> list[int]:
    done = []
    for one in owed(book, quarter):
        code = one.standing.code
        if (code, quarter.number) in LEFT_OUT:
            continue
        section = book.plan.owner if one.standing.by_everybody else one.standing.departments[0]
        at = moment(quarter.last + timedelta(days=8))
        report = send_report(
            code,
            quarter,
            line=one.line.code,
            basis=0,
            stage=WORDS[one.planned.split("・")[-1]],
            done=f"{INVENTED}{one.planned}を進めた。",
            next_step=f"{INVENTED}次の四半期も続ける。",
            public_text=f"{INVENTED}計画のとおり{one.planned}を進めています。",
            by=person(section, f"{section}-1"),
            at=at,
        )
        if (code, quarter.number) not in UNREVIEWED:
            back = (code, quarter.number) in RETURNED
            review_report(
                report,
                Answer.RETURNED if back else Answer.ACCEPTED,
                note=f"{INVENTED}試行の結果を数で書いてください。" if back else "",
                by=keeper("a", book),
                at=at + timedelta(days=2),
            )
        done.append(1)
    return done


def held(book: Book) -> None:
    by, other, day = keeper("a", book), keeper("b", book), date(2026, 5, 26)
    when = moment(day)
    items = [
        Item("【架空】令和7年度の進み具合と評価", "四半期の報告のまとめ。", "", True),
        Item("【架空】施策のしめくくりと次の計画", "完了・継続・終了の案。", "", True),
        Item("【架空】契約に関わる協議", "公開しない資料。", "5-b-4", False),
    ]
    called = when - timedelta(days=10)
    title = "【架空】令和8年度 第1回 IT戦略推進本部"
    meeting = call_meeting(day, title, items, place="市役所 会議室（例示）", by=by, at=called)
    decide(
        meeting,
        text="【架空】3-1は終了、1-a-1は完了、5-a-1と5-b-8は次の計画に継続する。",
        item=meeting.items.get(position=2),
        follow_ups=[
            ("somu", "【架空】書かない窓口の効果をまとめる。", day + timedelta(days=60)),
            ("joho-seisaku", "【架空】次の計画の骨子をつくる。", day + timedelta(days=90)),
        ],
        by=by,
        at=when,
    )
    paper = look_into(PAPER.encode(), name="siryo-1.txt", limits=PAPERS)
    attach_paper(meeting.items.get(position=1), paper, title="【架空】資料1 令和7年度の進み具合", by=by, at=called)
    asked_for = decide(meeting, text="【架空】次の計画の期間を4年とする。", to_be_agreed=True, public=False, by=by, at=when)
    ask_agreement(asked_for, by=by, at=when)
    minutes = "【架空】事務局が説明し、質疑のうえ了承した。"
    summary = "【架空】進み具合と評価を確認し、施策のしめくくりを決めた。"
    write_minutes(meeting, text=minutes, public_text=summary, by=by, at=when)
    confirm_minutes(meeting, by=other, at=when + timedelta(days=5))
    publish_meeting(meeting, by=by, at=when + timedelta(days=6))
    for code, ending in ENDINGS.items():
        end_measure(code, ending, reason=f"{INVENTED}本部の決定による。", meeting=meeting, by=by, at=when)
    duty = meeting.decisions.get(to_be_agreed=False).follow_ups.get(section="joho-seisaku")
    finish(duty, note="【架空】骨子案を本部に出した。", by=by, at=when + timedelta(days=30))
    asked(meeting, by, when)


def asked(meeting: Meeting, by: Actor, when: datetime) -> None:
    first = give_task(
        "情報",
        section="joho-seisaku",
        title="【架空】次の計画の指標",
        question="【架空】何を数えるかを検討する。",
        due_on=when.date() + timedelta(days=45),
        meeting=meeting,
        by=by,
        at=when,
    )
    answer_task(first, text="【架空】成果を表す指標を3つ提案する。", by=by, at=when + timedelta(days=40))
    give_task(
        "健康・福祉",
        section="korei-hokatsu",
        title="【架空】在宅医療・介護連携の広がり",
        question="【架空】使う事業所を増やす方法を検討する。",
        measure="5-b-6",
        due_on=when.date() + timedelta(days=120),
        meeting=meeting,
        by=by,
        at=when,
    )


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, 0, tzinfo=TOKYO)


def keeper(name: str, book: Book) -> Actor:
    """The first is the cast's own clerk of the plan, if there is one: what that one asks for is then seen under a name."""
    actor = person(book.plan.owner, f"keeper-{name}")
    clerk = holders(book.plan.owner, "clerk", today(timezone.now())).first() if name == "a" else None
    return replace(actor, account_id=clerk.pk) if clerk else actor


def person(section: str, name: str) -> Actor:
    """Somebody of a section, who acts in the story without signing in."""
    return Actor(kind="staff", session=f"demo-{name}", section=section, posts=frozenset({(section, "clerk")}), second_factor=True)
