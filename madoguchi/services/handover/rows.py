"""行を作る: what of a case stands in each column, and what cannot be written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from madoguchi.core.calendar.public import to_wareki
from madoguchi.core.text.public import GETA, Repertoire, degrade
from madoguchi.engines.cases import public as cases
from madoguchi.engines.forms import public as forms
from madoguchi.services.handover.definitions import Column, Handover

PLAIN = {"plain": "%Y%m%d", "slashed": "%Y/%m/%d", "iso": "%Y-%m-%d"}
REPERTOIRES = {
    "cp932": Repertoire.CP932, "shift_jis": Repertoire.JIS_X_0208, "shift_jis_2004": Repertoire.JIS_X_0213,
}  # fmt: skip


@dataclass(frozen=True)
class Unwritable:
    """`letters`: those that the encoding does not have, where that is what is wrong."""

    column: str
    why: str
    letters: str = ""


@dataclass
class Lines:
    """Of one case: its lines by column, and why it cannot go."""

    case: Any
    rows: list[dict[str, str]] = field(default_factory=list)
    faults: list[Unwritable] = field(default_factory=list)
    substituted: int = 0


def lines_of(handover: Handover, case: Any, batch: int, day: date) -> Lines:
    """`case` with its application, its decisions at hand."""
    made, procedure = Lines(case), case.definition
    answers = cases.answers_of(case.application)
    entries = forms.get(answers, handover.each) if handover.each else [None]
    for number, _entry in enumerate(entries or [], 1):
        row: dict[str, str] = {}
        for column in handover.columns:
            value = value_of(column, handover, case, answers, number - 1)
            context = {"batch": str(batch), "line": str(number), "today": day.isoformat()}
            text = written(column, handover, procedure, number - 1, context.get(column.own or "", value))
            row[column.name] = fitted(made, handover, column, text)
        made.rows.append(row)
    if not made.rows:
        made.faults.append(Unwritable(handover.each or "", _("引き渡す行がありません。")))
    return made


def value_of(column: Column, handover: Handover, case: Any, answers: Mapping[str, Any], entry: int) -> Any:
    if column.fixed is not None:
        return column.fixed
    if column.answer is not None:
        return forms.get(answers, place_of(column.answer, handover, entry))
    decision = newest(case)
    if column.calculated is not None:
        return decision.values.get(column.calculated) if decision else None
    own: dict[str, Any] = {
        "number": case.number,
        "received_on": case.received_on.isoformat(),
        "source": case.source,
        "outcome": decision.outcome if decision else None,
        "decided_on": decision.decided_on.isoformat() if decision else None,
    }
    return own.get(column.own or "")


def newest(case: Any) -> Any:
    return next(iter(sorted(case.decisions.all(), key=lambda one: (one.decided_at, one.pk), reverse=True)), None)


def place_of(path: str, handover: Handover, entry: int) -> str:
    if handover.each and path.startswith("item."):
        return f"{handover.each}[{entry}].{path.removeprefix('item.')}"
    return path


def written(column: Column, handover: Handover, procedure: cases.Procedure, entry: int, value: Any) -> str:
    """The value as the column wants it; several joined by a space."""
    if value is None:
        return ""
    if column.words and column.answer:
        return str(cases.words_of(procedure, place_of(column.answer, handover, entry), value, "ja"))
    if isinstance(value, list):
        return " ".join(written(column, handover, procedure, entry, one) for one in value)
    if isinstance(value, dict):
        return " ".join(str(one) for one in value.values() if isinstance(one, str))
    text = {True: "1", False: "0"}[value] if isinstance(value, bool) else str(value)
    day = day_of(text)
    if day is not None:
        return to_wareki(day) if column.date == "wareki" else day.strftime(PLAIN[column.date])
    return text


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def fitted(made: Lines, handover: Handover, column: Column, text: str) -> str:
    """The text as it goes out; what is wrong with it is added to the faults of the case."""
    if column.table and text:
        if text not in column.table:
            made.faults.append(Unwritable(column.name, _("「{value}」の書き方が決められていません。").format(value=text)))
            return ""
        text = column.table[text]
    text = " ".join(text.splitlines())
    if column.needed and not text:
        made.faults.append(Unwritable(column.name, _("空欄です。")))
    lost = "".join(unwritable(text, handover.encoding))
    if lost and column.substitute and handover.encoding.lower() in REPERTOIRES:
        plainer = degrade(text, REPERTOIRES[handover.encoding.lower()])
        if not plainer.illegible:
            made.substituted += len(plainer.changes)
            text, lost = plainer.text, ""
    if lost:
        made.faults.append(
            Unwritable(column.name, _("{encoding} で書けない字があります。").format(encoding=handover.encoding), lost)
        )
    if len(text) > column.most:
        words = _("{most}文字までのところ、{found}文字あります。").format(most=column.most, found=len(text))
        made.faults.append(Unwritable(column.name, words))
    return text


def unwritable(text: str, encoding: str) -> Iterator[str]:
    """Each letter once; 〓 itself is a letter that says that one was lost."""
    for letter in dict.fromkeys(text):
        try:
            letter.encode(encoding)
        except UnicodeEncodeError:
            yield letter
        else:
            if letter == GETA:
                yield letter
