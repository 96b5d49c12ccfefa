"""個人情報ファイル簿と処理の記録: made from the procedures that are in force, and from what the city adds to them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from madoguchi.city import public as city
from madoguchi.engines.cases import public as cases
from madoguchi.services.duties.definitions import DataFile
from madoguchi.services.duties.rules import rules

Entry = dict[str, Any]
KIND = "法第60条第2項第1号（電算処理ファイル）。同項第2号に係るファイル：{}"
NO_DATA = frozenset({"consent", "slot"})
"""Types of questions whose answers are no 記録項目."""
ITEMS: dict[str, str] = {
    "title": "個人情報ファイルの名称",
    "city": "行政機関等の名称",
    "sections": "利用に供される事務をつかさどる組織の名称",
    "purpose": "利用目的",
    "items": "記録項目",
    "range": "記録範囲",
    "collected": "収集方法",
    "sensitive": "要配慮個人情報",
    "passed_to": "経常的に提供する先",
    "requests_at": "開示請求等を受理する組織の名称と所在地",
    "special": "訂正・利用停止についての他の法令の特別の手続",
    "kind": "個人情報ファイルの種別",
    "offered": "行政機関等匿名加工情報の提案の募集",
    "retention": "保存期間",
    "law": "根拠",
    "remarks": "備考",
}
"""What the law wants told of each file (Act 75条1項 and its ordinance), in its order, then what the city tells besides."""


@dataclass(frozen=True)
class File:
    """An entry with what decides whether the law wants it published: how many people it holds."""

    code: str
    entry: Entry
    procedures: tuple[cases.Procedure, ...]
    people: int
    written: bool
    """Whether the city has described it, or it was made of one procedure alone."""

    @property
    def is_wanted(self) -> bool:
        return self.people >= rules().file_threshold


def files() -> list[File]:
    """Every file: those that the city has described, and one for each procedure that is in none. In the order of their names."""
    known = {one.code: one for one in city.all_defined(cases.Procedure)}
    counted = people_by_procedure()
    described = list(city.all_defined(DataFile))
    taken = {code for one in described for code in one.procedures}
    found = [file_of(one, [known[code] for code in one.procedures if code in known], counted) for one in described]
    found += [file_of(None, [one], counted) for code, one in known.items() if code not in taken]
    return sorted(found, key=lambda one: (one.entry["title"], one.code))


def file_of(said: DataFile | None, of: list[cases.Procedure], counted: dict[str, int]) -> File:
    code = said.code if said else of[0].code
    people = sum(counted.get(one.code, 0) for one in of) + (said.people_elsewhere if said else 0)
    return File(code, entry_of(said, of), tuple(of), people, said is not None)


def entry_of(said: DataFile | None, of: list[cases.Procedure]) -> Entry:
    """What is published, in Japanese: the register is a text of the city."""
    house, first = city.city(), of[0] if of else None
    laws = list(dict.fromkeys(one.law.ja for one in of))
    return {
        "title": said.title.ja if said else f"{first.title.ja}ファイル" if first else "",
        "city": house.mayor_title,
        "sections": list(dict.fromkeys(section_words(one) for one in of)),
        "purpose": said.purpose.ja if said else (first.summary.ja if first and first.summary else first.title.ja if first else ""),
        "items": items_of(of) + [one.ja for one in (said.items if said else ())],
        "range": said.range.ja if said else "手続を行った者と、その申請書などに書かれた者",
        "collected": said.collected.ja if said else "本人・代理人の申請、届出など",
        "sensitive": said.sensitive.ja if said and said.sensitive else "含まない",
        "passed_to": [one.ja for one in said.passed_to] if said else [],
        "requests_at": office_for_requests(),
        "special": said.special.ja if said and said.special else "なし",
        "kind": "法第60条第2項第1号（電算処理ファイル）。同項第2号に係るファイル："
        + ("あり" if said and said.on_paper else "なし"),
        "offered": "しない" if not said or not said.offered else "する",
        "retention": retention_words(of),
        "law": "、".join(laws),
        "remarks": said.remarks.ja if said and said.remarks else "",
    }


def items_of(of: Iterable[cases.Procedure]) -> list[str]:
    """記録項目: the labels of what is asked, each once, in the order of the forms; then what the house adds to every case."""
    asked = (question for one in of for question in cases.questions(one).values() if question.type not in NO_DATA)
    entered = (question for one in of if one.decide for question in one.decide.ask)
    labels = [(question.short or question.label).ja for question in (*asked, *entered)]
    papers = [slot.label.ja for one in of for slot in one.attach]
    return list(dict.fromkeys([*labels, *papers, "受付番号", "到達日", "決定の内容と理由", "通知の記録", "連絡の記録"]))


def section_words(procedure: cases.Procedure) -> str:
    try:
        return city.department(procedure.department).name.ja
    except city.NotDefined:
        return procedure.department


def office_for_requests() -> str:
    """開示請求等を受理する組織."""
    try:
        found = city.department(rules().records)
    except city.NotDefined:
        return ""
    return f"{found.name.ja}（{city.city().address.ja}）"


def retention_words(of: Iterable[cases.Procedure]) -> str:
    said = {"fiscal-year": "終了した年度の翌年度の4月1日から", "end": "終了した日の翌日から"}
    found = sorted({(one.retention, said[one.retention_from]) for one in of})
    return "、".join(f"{years}年（{counted}）" for years, counted in found)


def people_by_procedure() -> dict[str, int]:
    """How many cases of each procedure are still readable: never fewer than their people, so that no file stays out for
    being counted too low.
    """
    rows = cases.Case.objects.filter(key__destroyed_at=None).values("procedure").annotate(n=Count("pk"))
    return dict(rows.values_list("procedure", "n"))


@dataclass(frozen=True)
class Processing:
    """処理の記録: one procedure as it handles personal data."""

    procedure: cases.Procedure
    section: str
    file: File
    fields: list[tuple[str, str]]
    secret: list[str]
    people: int


def processing() -> Iterator[Processing]:
    """Every procedure in force, in the order of the sections."""
    by_procedure = {one.code: file for file in files() for one in file.procedures}
    counted = people_by_procedure()
    for one in sorted(city.all_defined(cases.Procedure), key=lambda found: (found.department, found.code)):
        asked = [question for question in cases.questions(one).values() if question.type not in NO_DATA]
        fields = [((question.short or question.label).ja, question.type) for question in asked]
        secret = [label for label, kind in fields if kind == "my-number"]
        yield Processing(one, section_words(one), by_procedure[one.code], fields, secret, counted.get(one.code, 0))
