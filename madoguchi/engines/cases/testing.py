"""The tests' door of cases: a small procedure, applications and cases at every point, made by the real actions."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ObjectDoesNotExist

from madoguchi.city.public import NotDefined, Version, city, current, publish
from madoguchi.city.testing import a_city, definitions
from madoguchi.core.jobs.testing import run_all_ready
from madoguchi.engines.approvals import public as approvals
from madoguchi.engines.cases import public as cases
from madoguchi.engines.cases.actions.receive import Arrival, receive
from madoguchi.engines.cases.models import Application, Case, Source
from madoguchi.engines.cases.standing import differing
from madoguchi.engines.documents.testing import raw_notice
from madoguchi.engines.people.public import SYSTEM, Account, Actor
from madoguchi.engines.people.testing import an_approver, an_officer

__all__ = [
    "ANSWERS", "CERTIFICATION", "DAY", "NOON", "NOTIFICATION", "PROCEDURE", "RENEWAL",
    "a_case", "a_closed_case", "a_name", "a_procedure", "a_submitted_application",
    "agree", "differing", "run",
]  # fmt: skip

NOON = datetime(2026, 7, 15, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
DAY = timedelta(days=1)

REASONS = {"birth": "出生", "moved-in": "転入"}
TOGETHER = {"together": "同居", "apart": "別居"}
PROCEDURE: dict[str, Any] = {
    "code": "sample-allowance",
    "title": {"ja": "見本手当 認定請求", "en": "Sample allowance claim"},
    "law": "見本手当条例 第7条",
    "department": "kodomo",
    "kind": "claim",
    "appeal_body": "prefecture",
    "deadline": {"days": 15, "after": "reason.event_date"},
    "standard_days": 30,
    "retention": "5y",
    "results": {"grant": "sample-granted", "refuse": "sample-refused", "cancel": "sample-cancelled"},
    "applicant": {"name": "claimant.name", "address": "claimant.address"},
    "pages": [
        {"title": "理由", "ask": [
            {"id": "reason.kind", "type": "choice", "label": "請求の理由", "options": REASONS},
            {"id": "reason.event_date", "type": "date", "label": "事由発生日", "not_after": "today"},
        ]},
        {"title": "請求者", "ask": [
            {"id": "claimant.name", "type": "name", "label": "氏名"},
            {"id": "claimant.address", "type": "postal-address", "label": "住所"},
        ]},
        {"title": "児童", "repeat": {"id": "children", "min": 1, "max": 15, "item": "児童"}, "ask": [
            {"id": "name", "type": "name", "label": "児童の氏名"},
            {"id": "birth", "type": "date", "label": "生年月日", "not_after": "today"},
            {"id": "living", "type": "choice", "label": "同居・別居", "options": TOGETHER},
            {"id": "address", "type": "postal-address", "label": "児童の住所", "when": "this.living == 'apart'"},
        ]},
    ],
    "attach": [{"id": "proof", "label": "口座の確認書類", "later": True}],
    "calculate": [
        {"id": "in_time", "label": "15日以内", "value": "filed <= deadline", "unit": "yes-no"},
        {"id": "first_month", "label": "支給開始月", "month_after": "in_time ? reason.event_date : filed"},
        {"id": "amount", "label": "月額", "rates": {
            "at": "first_month", "paid": {"each": "children", "until_school_year_of": 18},
            "tables": [{"from": "2024-10", "amounts": [
                {"label": "第3子以降", "yen": 30000, "place_from": 3},
                {"label": "3歳未満", "yen": 15000, "under": 3},
                {"label": "3歳以上", "yen": 10000},
            ]}],
        }},
        {"id": "paid_in", "label": "最初の支払月", "next_month": {"after": "first_month", "of": [2, 4, 6, 8, 10, 12]}},
    ],
}  # fmt: skip
NOTIFICATION: dict[str, Any] = {
    **{key: PROCEDURE[key] for key in ("department", "applicant", "law", "retention", "pages")},
    "code": "sample-notification",
    "title": {"ja": "見本手当 変更届", "en": "Sample change notice"},
    "kind": "notification",
    "appeal_body": "none",
}
LEVELS = {"s1": "要支援1", "k1": "要介護1", "k5": "要介護5"}
CERTIFICATION: dict[str, Any] = {
    **{key: PROCEDURE[key] for key in ("department", "applicant", "law", "retention", "results")},
    "code": "sample-certification",
    "title": {"ja": "見本認定 申請", "en": "Sample certification"},
    "kind": "application",
    "appeal_body": "care-board",
    "must_appeal_first": True,
    "legal_days": 30,
    "pages": PROCEDURE["pages"],
    "decide": {
        "ask": [
            {"id": "level", "type": "choice", "label": "要介護状態区分", "options": LEVELS},
            {"id": "valid_from", "type": "date", "label": "有効期間の初日"},
            {"id": "valid_until", "type": "date", "label": "有効期間の末日", "not_before": "valid_from"},
        ],
        "suggest": {"valid_from": "filed", "valid_until": "month_end(months_after(valid_from, 6))"},
    },
    "validity": {"from": "valid_from", "until": "valid_until"},
}
RENEWAL: dict[str, Any] = {
    **{key: CERTIFICATION[key] for key in ("department", "applicant", "law", "retention", "results", "kind", "appeal_body")},
    "code": "sample-renewal",
    "title": {"ja": "見本認定 更新申請", "en": "Sample renewal"},
    "legal_days": 30,
    "pages": [
        {"title": "前の認定", "ask": [
            {"id": "before", "type": "receipt-number", "label": "前の受付番号", "optional": True},
            {"id": "last_level", "type": "choice", "label": "前の区分", "options": LEVELS, "optional": True},
        ]},
        *PROCEDURE["pages"],
    ],
    "follows": {
        "procedure": "sample-certification", "label": "認定の更新", "number": "before", "opens_days": 60,
        "prefill": {"last_level": "decision.level", "claimant.name": "claimant.name"},
    },
}  # fmt: skip


OWN_NOTICES: dict[str, Any] = {
    "answer-extended": raw_notice(
        "answer-extended", rows=[{"label": "見込みの日", "value": "until"}], values=["until", "due_on"], reason=True
    ),
    "case-transferred": raw_notice(
        "case-transferred", rows=[{"label": "移送先", "value": "to_city"}], values=["to_city"], reason=True
    ),
}
"""What every house must be able to say, whatever the procedure."""


def a_name(family: str, given: str) -> dict[str, str]:
    return {"family": family, "given": given, "family_kana": "ミホン", "given_kana": "レイジ"}


ADDRESS = {"postal": "000-0000", "prefecture": "千葉県", "city": "浦安市", "street": "架空町1丁目2番3号"}
ANSWERS: dict[str, Any] = {
    "reason": {"kind": "birth", "event_date": "2026-07-01"},
    "claimant": {"name": a_name("見本", "さくら"), "address": ADDRESS},
    "children": [{"name": a_name("見本", "ひなた"), "birth": "2026-07-01", "living": "together"}],
}


def a_procedure(data: Mapping[str, Any] | None = None, **changes: Any) -> Version:
    """The sample procedure in force, changed or not, in a small city."""
    try:
        city()
    except NotDefined:
        a_city()
    wanted = {**(data or PROCEDURE), **changes}
    notices = {code: raw_notice(code, rows=[], values=[]) for code in (wanted.get("results") or {}).values() if code}
    lacking = [("notice", raw) for code, raw in {**notices, **OWN_NOTICES}.items() if current("notice", code) is None]
    if lacking:
        definitions(*lacking)
    found = current("procedure", wanted["code"])
    return found if found and not changes else publish("procedure", wanted, by=SYSTEM, at=NOON - 30 * DAY)


def a_submitted_application(
    answers: Mapping[str, Any] | None = None,
    *,
    account: Account | None = None,
    version: Version | None = None,
    by: Actor | None = None,
    at: datetime = NOON,
    **others: Any,
) -> Application:
    """An application that has arrived; its case is not opened yet."""
    arrival = Arrival(
        version or a_procedure(),
        answers or ANSWERS,
        account_id=account.pk if account else None,
        source=Source.PORTAL,
        **others,
    )
    return receive(arrival, by=by or SYSTEM, at=at)


def a_case(
    until: str = "opened", *, at: datetime = NOON, section: str = "kodomo", entered: Mapping[str, Any] | None = None, **others: Any
) -> Case:
    """A case brought to a point by the real actions, a minute after each other: opened, accepted, reviewing,
    correcting, proposed, decided, withdrawn. Notices are not given before jobs run (`run_all_ready`).
    """
    application = a_submitted_application(at=at, **others)
    case = cases.open_case(application, by=SYSTEM, at=at)
    clerk = an_officer(section=section)
    steps = {
        "accepted": lambda moment: cases.accept(case, by=clerk, at=moment),
        "reviewing": lambda moment: cases.start_review(case, by=clerk, at=moment),
        "correcting": lambda moment: cases.request_correction(
            case, items=[("claimant.address", "番地まで書いてください。")], by=clerk, at=moment
        ),
        "proposed": lambda moment: cases.propose(case, outcome=cases.Outcome.GRANTED, entered=entered, by=clerk, at=moment),
        "decided": lambda moment: agree(case, at=moment),
        "withdrawn": lambda moment: cases.withdraw(case, by=clerk, at=moment),
    }
    wanted = {
        "opened": [],
        "accepted": ["accepted"],
        "reviewing": ["accepted", "reviewing"],
        "correcting": ["accepted", "reviewing", "correcting"],
        "proposed": ["accepted", "reviewing", "proposed"],
        "decided": ["accepted", "reviewing", "proposed", "decided"],
        "withdrawn": ["accepted", "withdrawn"],
    }[until]
    for number, step in enumerate(wanted, 1):
        steps[step](at + timedelta(minutes=number))
    return Case.objects.get(pk=case.pk)


def a_closed_case(*, at: datetime = NOON, **others: Any) -> Case:
    """Decided, told and over: from here its years of keeping run."""
    case = a_case("decided", at=at, **others)
    run_all_ready(at + DAY)
    cases.complete(case, by=an_officer(section=case.section), at=at + DAY)
    return Case.objects.get(pk=case.pk)


def agree(case: Case, *, at: datetime, by: Actor | None = None) -> None:
    """The chief agrees to the open draft, and the decision follows; nothing else runs."""
    from madoguchi.engines.cases.actions.decide import decide_as_approved

    proposal = case.proposals.get(ended_at=None)
    approval = approvals.open_approval("proposal", proposal.id)
    if approval is None:
        raise ObjectDoesNotExist
    approvals.approve(approval, by=by or an_approver(section=case.section), at=at)
    decide_as_approved(proposal, at=at)


def run(at: datetime = NOON) -> int:
    """Everything that the house does by itself."""
    return run_all_ready(at)
