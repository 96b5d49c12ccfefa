"""評価書の前もって書けるところ: each item with the definition that answers it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import rfc8785

from madoguchi.city import public as city
from madoguchi.engines.cases import public as cases
from madoguchi.services.duties.checks import asks_number
from madoguchi.services.duties.definitions import NumberAffair
from madoguchi.services.duties.register.generating import File, files, office_for_requests, retention_words, section_words
from madoguchi.services.duties.rules import rules


@dataclass(frozen=True)
class Fact:
    """`sources`: which definitions answer it."""

    key: str
    label: str
    value: list[str]
    sources: list[str]


def affairs() -> list[NumberAffair]:
    return sorted(city.all_defined(NumberAffair), key=lambda one: one.number)


def unassigned() -> list[cases.Procedure]:
    """Procedures that ask for 個人番号 and stand in no affair."""
    taken = {code for one in affairs() for code in one.procedures}
    return [one for one in city.all_defined(cases.Procedure) if asks_number(one) and one.code not in taken]


def procedures_of(affair: NumberAffair) -> list[cases.Procedure]:
    known = {one.code: one for one in city.all_defined(cases.Procedure)}
    return [known[code] for code in affair.procedures if code in known]


def facts_of(affair: NumberAffair) -> list[Fact]:
    of = procedures_of(affair)
    asking = [one for one in of if asks_number(one)]
    codes = {one.code for one in of}
    held = [file for file in files() if any(one.code in codes for one in file.procedures)]
    office = ["duties", f"departments/{rules().records}"]
    counters = sorted({f"departments/{one.department}" for one in of})
    here, each = f"my-number-affairs/{affair.code}", [f"procedures/{one.code}" for one in of]
    return [
        Fact("name", "Ⅰ-1 ① 事務の名称", [affair.title.ja], [here]),
        Fact("does", "Ⅰ-1 ② 事務の概要", [about(one) for one in of], each),
        Fact("systems", "Ⅰ-1 ③ システムの名称", [one.ja for one in affair.systems], [here]),
        Fact("files", "Ⅰ-2 特定個人情報ファイル名", [one.entry["title"] for one in held], file_sources(held)),
        Fact("law", "Ⅰ-3 個人番号の利用：法令上の根拠", [affair.law.ja], [here]),
        Fact("asked", "Ⅰ-3 個人番号を聞く手続と項目", list(asked(asking)), [f"procedures/{one.code}" for one in asking]),
        Fact(
            "network",
            "Ⅰ-4 情報提供ネットワークシステムによる情報連携",
            ["実施する", affair.network.ja] if affair.network else ["実施しない"],
            [here],
        ),
        Fact("sections", "Ⅰ-5 担当部署", list(dict.fromkeys(section_words(one) for one in of)), each),
        Fact(
            "requests_at",
            "Ⅰ-7 開示・訂正・利用停止請求の請求先",
            [office_for_requests()],
            office,
        ),
        Fact("asking_at", "Ⅰ-8 取扱いに関する問合せ先", list(contacts(of)), counters),
        Fact("given", "Ⅳ-2 特定個人情報の入手", list(ways(of)), each),
        Fact("used", "Ⅳ-3 特定個人情報の使用", USED, ["madoguchi"]),
        Fact("entrusted", "Ⅳ-4 取扱いの委託", [one.ja for one in affair.entrusted] or ["委託しない"], [here]),
        Fact("passed", "Ⅳ-5 提供・移転", passed(held), file_sources(held)),
        Fact("kept", "Ⅳ-7 保管・消去", [retention_words(of), *KEPT], [*each, "madoguchi"]),
        Fact("watched", "Ⅳ-8 監査", WATCHED, ["madoguchi"]),
        *([Fact("measures", "Ⅳ そのほかの対策", [one.ja for one in affair.measures], [here])] if affair.measures else []),
    ]


USED = [
    "個人番号は、ほかの回答と別の鍵で封緘し、画面と帳票に出さない",
    "案件は所属と役割で見える範囲を限り、開いた職員・目的・時刻を記録する",
]
KEPT = [
    "保存期限を過ぎた案件は、一人が伺い別の一人が決裁して、鍵を壊して消去する",
    "消去したことは廃棄簿に残る",
]
WATCHED = ["操作の記録を1秒ごとに連鎖させ、書き換えを見つけられるようにする"]
ASSURANCE = {
    "none": "本人確認を求めない",
    "account": "アカウントでのサインイン",
    "authenticate": "マイナンバーカードなどでの本人確認",
    "sign": "マイナンバーカードでの電子署名",
}


def about(procedure: cases.Procedure) -> str:
    said = procedure.summary.ja if procedure.summary else ""
    return f"{procedure.title.ja}：{said}" if said else procedure.title.ja


def asked(of: list[cases.Procedure]) -> Iterator[str]:
    for one in of:
        labels = [question.label.ja for question in cases.questions(one).values() if question.type == "my-number"]
        yield f"{one.title.ja}（{'、'.join(labels)}）"


def ways(of: list[cases.Procedure]) -> Iterator[str]:
    for one in of:
        yield f"{one.title.ja}：{ASSURANCE[one.level]}"


def contacts(of: list[cases.Procedure]) -> Iterator[str]:
    for code in dict.fromkeys(one.department for one in of):
        try:
            found = city.department(code)
        except city.NotDefined:
            continue
        yield f"{found.name.ja}　電話 {found.phone}"


def passed(held: list[File]) -> list[str]:
    found = list(dict.fromkeys(one for file in held for one in file.entry["passed_to"]))
    return found or ["経常的な提供はない"]


def file_sources(held: list[File]) -> list[str]:
    return [f"personal-data-files/{one.code}" if one.written else f"procedures/{one.code}" for one in held]


def as_json(facts: list[Fact]) -> list[dict[str, Any]]:
    return [{"key": one.key, "label": one.label, "value": one.value, "sources": one.sources} for one in facts]


def digest_of(facts: list[Fact]) -> str:
    return hashlib.sha256(rfc8785.dumps(as_json(facts))).hexdigest()
