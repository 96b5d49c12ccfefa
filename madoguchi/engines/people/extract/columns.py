"""列: what a row of the extract says, in the words of the standard's data list. docs/operator/residents.md shows the table."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from madoguchi.core.text.public import split_name
from madoguchi.engines.people.models.addressee import AddresseeKind, KanaStatus

NUMBER = re.compile(r"[0-9]{15}")
RELATION = re.compile(r"(?:[0-9]{2}){1,4}")
FORBIDDEN = ("個人番号", "マイナンバー", "基礎年金番号", "在留カード")
KINDS = {"1": AddresseeKind.RESIDENT, "2": AddresseeKind.OUTSIDE, "3": AddresseeKind.FORMER, "4": AddresseeKind.BODY}
READINGS = {"": KanaStatus.NONE, "0": KanaStatus.UNCERTIFIED, "1": KanaStatus.CERTIFIED}
STATES = frozenset({"", "現存", "転出", "死亡", "消除", "その他"})
MJ = re.compile(r"(?:MJ[0-9]{6}(?: MJ[0-9]{6})*)?")


class Wrong(ValueError):
    """What of a cell is not as it should be, in a sentence."""


@dataclass(frozen=True)
class Column:
    """`needed`: the file is refused without it."""

    title: str
    means: str
    needed: bool = False


COLUMNS = (
    Column("宛名番号", "15桁の数字", True),
    Column("個人履歴番号", "1から。大きいほど新しい"),
    Column("最新フラグ", "1 いまの内容、0 前の内容。なければ1"),
    Column("世帯番号", "15桁の数字。住登外と法人は空"),
    Column("記載順位", "世帯の中の順、1から"),
    Column("住民種別", "1 住民、2 住登外、3 除票、4 法人等", True),
    Column("住民状態", "現存、転出、死亡、消除、その他"),
    Column("異動年月日", "YYYY-MM-DD か YYYYMMDD"),
    Column("異動事由", "転入、出生、転居、世帯主変更など"),
    Column("氏名", "氏　名（全角の空白で分ける）。IVSも外字もそのまま", True),
    Column("氏名フリガナ", "シ　メイ"),
    Column("氏フリガナ確認", "0 未公証、1 公証済"),
    Column("名フリガナ確認", "0 未公証、1 公証済"),
    Column("旧氏", ""),
    Column("通称", ""),
    Column("氏名MJ文字図形名", "MJ000001のように、1字ごとに空白で区切る"),
    Column("性別", "1 男、2 女、9 その他、0 不明"),
    Column("生年月日", "YYYY-MM-DD か YYYYMMDD。不詳なら空"),
    Column("生年月日表記", "不詳を含む表記"),
    Column("続柄コード", "2桁を1つから4つ。02 世帯主"),
    Column("郵便番号", "279-0004"),
    Column("住所", ""),
    Column("方書", ""),
    Column("住民となった年月日", ""),
    Column("支援措置", "0 なし、1 あり。空は「わからない」で、ありとして扱う", True),
)
TITLES = tuple(column.title for column in COLUMNS)


@dataclass(frozen=True)
class Row:
    """One state of one person. `suppressed` None: the file does not say."""

    number: str
    history: int
    newest: bool
    household: str
    order: int
    relation: str
    suppressed: bool | None
    fields: dict[str, Any]
    digest: str


def read_row(cells: dict[str, str]) -> Row:
    """Raises Wrong."""
    got = cells.get
    number = got("宛名番号", "")
    if not NUMBER.fullmatch(number):
        raise Wrong("宛名番号は15桁の数字です")
    household, relation = got("世帯番号", ""), got("続柄コード", "")
    if household and not NUMBER.fullmatch(household):
        raise Wrong("世帯番号は15桁の数字です")
    if household and not RELATION.fullmatch(relation):
        raise Wrong("続柄コードは2桁の数字を1つから4つ並べたものです")
    family, given = split_name(got("氏名", ""))
    if not family:
        raise Wrong("氏名がありません")
    family_kana, given_kana = split_name(got("氏名フリガナ", ""))
    said = got("支援措置", "")
    if said not in {"", "0", "1"}:
        raise Wrong("支援措置は 0 か 1 です")
    if not MJ.fullmatch(got("氏名MJ文字図形名", "")):
        raise Wrong("氏名MJ文字図形名は MJ と6桁の数字を空白で区切ったものです")
    fields: dict[str, Any] = {
        "kind": _one_of(KINDS, got("住民種別", ""), "住民種別は 1 2 3 4 です"),
        "state": _among(STATES, got("住民状態", ""), "住民状態が一覧にありません"),
        "family": _fits(family, 100),
        "given": _fits(given, 100),
        "family_kana": _fits(family_kana, 100),
        "given_kana": _fits(given_kana, 100),
        "family_kana_status": _one_of(READINGS, got("氏フリガナ確認", ""), "フリガナ確認は 0 か 1 です"),
        "given_kana_status": _one_of(READINGS, got("名フリガナ確認", ""), "フリガナ確認は 0 か 1 です"),
        "former_family": _fits(got("旧氏", ""), 100),
        "common_name": _fits(got("通称", ""), 200),
        "name_mj": _fits(got("氏名MJ文字図形名", ""), 600),
        "birth_on": _day(got("生年月日", ""), "生年月日"),
        "birth_text": _fits(got("生年月日表記", ""), 40),
        "sex": _among(frozenset({"", "0", "1", "2", "9"}), got("性別", ""), "性別は 0 1 2 9 です"),
        "postal": _fits(got("郵便番号", ""), 8),
        "address": _fits(got("住所", ""), 300),
        "building": _fits(got("方書", ""), 200),
        "resident_on": _day(got("住民となった年月日", ""), "住民となった年月日"),
        "changed_on": _day(got("異動年月日", ""), "異動年月日"),
        "reason": _fits(got("異動事由", ""), 40),
    }
    digest = hashlib.blake2b("\x1f".join(cells.get(title, "") for title in TITLES).encode(), digest_size=16).hexdigest()
    return Row(
        number=number,
        history=_whole(got("個人履歴番号", "") or "1", "個人履歴番号"),
        newest=_among(frozenset({"", "0", "1"}), got("最新フラグ", ""), "最新フラグは 0 か 1 です") != "0",
        household=household,
        order=_whole(got("記載順位", "") or "1", "記載順位"),
        relation=relation if household else "",
        suppressed=None if said == "" else said == "1",
        fields=fields,
        digest=digest,
    )


def _one_of(known: dict[str, Any], text: str, sentence: str) -> str:
    if text not in known:
        raise Wrong(sentence)
    return str(known[text].value)


def _among(known: frozenset[str], text: str, sentence: str) -> str:
    if text not in known:
        raise Wrong(sentence)
    return text


def _fits(text: str, most: int) -> str:
    if len(text) > most:
        raise Wrong(f"{most}文字より長い値があります")
    return text


def _whole(text: str, title: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 32767):
        raise Wrong(f"{title}は1からの数です")
    return int(text)


def _day(text: str, title: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Wrong(f"{title}は YYYY-MM-DD か YYYYMMDD です") from None


Reader = Callable[[dict[str, str]], Row]
