"""What a new part says until somebody changes it."""

from typing import Any

from madoguchi.city.public import Path
from madoguchi.services.authoring.body import Body, at, kind_of, main_of

OF_BLOCKS = {"add-question", "add-use", "add-paper", "add-explain"}
ADDED = {"add-page", "add-question", "add-use", "add-paper", "add-deadline", "add-explain", "add-fee"}


def new_item(body: Body, what: str, place: Path, which: str) -> tuple[Path, dict[str, Any], str] | None:
    """The list it goes into, what it says at first, the sheet that opens. None where nothing was chosen."""
    procedure = main_of(body)
    item: dict[str, Any]
    if kind_of(body) == "block" and what not in OF_BLOCKS:
        return None
    if what == "add-page":
        pages = procedure.get("pages") or []
        key = _free("page", [str(page.get("key")) for page in pages], "-")
        item = {"key": key, "title": "新しいページ", "ask": [_question(body)]}
        return ("procedure", "pages"), item, "page"
    if what == "add-question":
        return (*place, "ask"), _question(body), "question"
    if what == "add-use":
        return ((*place, "ask"), {"use": which}, "use") if which else None
    if what == "add-paper":
        papers = procedure.get("attach") or []
        item = {"id": _free("paper", [str(paper.get("id")) for paper in papers], "-"), "label": "新しい書類", "later": True}
        return (kind_of(body), "attach"), item, "paper"
    if what == "add-deadline":
        return ("procedure", "deadline"), {"days": 14, **_from_the_first_day(procedure)}, "deadline"
    if what == "add-fee":
        taken = [str(one.get("id")) for one in procedure.get("calculate") or []]
        item = {"id": "fee" if "fee" not in taken else _free("fee", taken, "_"), "label": "手数料", "value": "0", "unit": "yen"}
        return ("procedure", "calculate"), item, "fee"
    rules = at(body, (*place, "explain"))
    code = _free("explained", [str(rule.get("code")) for rule in rules] if isinstance(rules, list) else [], "-")
    return (*place, "explain"), {"code": code, "when": "false", "text": "説明の文"}, "explain"


def _question(body: Body) -> dict[str, Any]:
    main = main_of(body)
    taken = [str(one.get("id")) for page in [main, *(main.get("pages") or [])] for one in page.get("ask") or []]
    return {"id": _free("item", taken, "_"), "type": "text", "label": "新しい問い"}


def _from_the_first_day(procedure: dict[str, Any]) -> dict[str, str]:
    """Counted from the first day that is asked for and is nobody's birthday, until somebody chooses another."""
    asked = [one for page in procedure.get("pages") or [] if not page.get("repeat") for one in page.get("ask") or []]
    days = [one for one in asked if one.get("type") == "date" and one.get("id") and "生年月日" not in str(one.get("label"))]
    return {"after": str(days[0]["id"])} if days else {}


def _free(stem: str, taken: list[str], between: str) -> str:
    n = len(taken) + 1
    while f"{stem}{between}{n}" in taken:
        n += 1
    return f"{stem}{between}{n}"


ENDINGS = {
    "grant": ("granted", "決定通知書", "{received_on_words}の申請について、次のとおり決定しましたので通知します。"),
    "refuse": (
        "refused",
        "却下通知書",
        "{received_on_words}の申請について、次の理由により認めないことに決定しましたので通知します。",
    ),
    "accept": ("accepted", "受理通知書", "{received_on_words}に届出のあったことを受理しましたので通知します。"),
    "acknowledge": ("acknowledged", "受付通知書", "{received_on_words}に申出のあったことを受け付けましたので通知します。"),
    "answer": ("answered", "回答書", "{received_on_words}に照会のあったことについて、次のとおり回答します。{reply}"),
    "cancel": (
        "cancelled",
        "取消通知書",
        "{received_on_words}の申請についての決定を、次の理由により取り消しましたので通知します。",
    ),
}
"""What a new notice says: the end of its code, its name, its first paragraph."""


def with_notice(body: Body, outcome: str) -> tuple[Body, str] | None:
    """The text with a notice for that outcome, to be changed; its code. None where there is no such outcome."""
    if outcome not in ENDINGS:
        return None
    ending, name, paragraph = ENDINGS[outcome]
    procedure = body["procedure"]
    code = f"{procedure.get('code', '')}-{ending}"[:48].rstrip("-")
    title = procedure.get("title", "")
    title = title.get("ja", "") if isinstance(title, dict) else title
    notice: dict[str, Any] = {
        "code": code,
        "title": f"{title} {name}",
        "paragraphs": [paragraph],
        "rows": [
            {"label": {"ja": "受付番号", "en": "Receipt number", "easy": "受付番号（うけつけばんごう）"}, "value": "number"},
            {"label": {"ja": "決定した日", "en": "Decided on", "easy": "決（き）まった 日"}, "value": "decided_on_words"},
            {"label": {"ja": "根拠", "en": "Legal basis", "easy": "法律（ほうりつ）や きまり"}, "value": "law"},
        ],
    }
    if outcome in {"refuse", "cancel"}:
        notice |= {"reason": True, "remedies": True}
    kept = body.get("notice", {})
    results = {**procedure.get("results", {}), outcome: code}
    return {**body, "procedure": {**procedure, "results": results}, "notice": {**kept, code: kept.get(code, notice)}}, code


def taken_in(body: Body, code: str, raw: dict[str, Any]) -> Body:
    """The text with a notice in force, to be changed."""
    return {**body, "notice": {**body.get("notice", {}), code: raw}}
