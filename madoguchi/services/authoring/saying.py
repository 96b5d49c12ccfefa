"""What changed between two texts of a procedure, in sentences. What has no words of its own is said by its path."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madoguchi.city.public import path_lines
from madoguchi.services.authoring.body import GONE, name_of

KEYS: dict[str, Any] = {
    "title": gettext_lazy("名前"),
    "label": gettext_lazy("文"),
    "hint": gettext_lazy("書き方の説明"),
    "intro": gettext_lazy("見出しの下の文"),
    "short": gettext_lazy("短い見出し"),
    "type": gettext_lazy("答え方"),
    "when": gettext_lazy("出す条件"),
    "required_when": gettext_lazy("必ず書く条件"),
    "optional": gettext_lazy("任意"),
    "prefill": gettext_lazy("はじめの値"),
    "options": gettext_lazy("選択肢"),
    "repeat": gettext_lazy("くり返し"),
    "explain": gettext_lazy("説明"),
    "later": gettext_lazy("後日提出"),
    "max_files": gettext_lazy("ファイルの数"),
    "law": gettext_lazy("根拠"),
    "department": gettext_lazy("担当する所属"),
    "kind": gettext_lazy("手続きの種類"),
    "assurance": gettext_lazy("本人確認"),
    "appeal_body": gettext_lazy("審査請求の先"),
    "must_appeal_first": gettext_lazy("審査請求前置"),
    "standard_days": gettext_lazy("標準処理期間"),
    "legal_days": gettext_lazy("法律で決まった期間"),
    "retention": gettext_lazy("保存年限"),
    "correction_days": gettext_lazy("補正の期間"),
    "deadline": gettext_lazy("期限"),
    "results": gettext_lazy("通知"),
    "applicant": gettext_lazy("申請者を示す問い"),
    "facts": gettext_lazy("手続きのページの案内"),
    "summary": gettext_lazy("1行の説明"),
    "notes": gettext_lazy("始める前に伝えること"),
    "calculate": gettext_lazy("計算"),
    "examples": gettext_lazy("例"),
    "pittari": gettext_lazy("ぴったりサービスとの対応"),
    "measures": gettext_lazy("計画の施策"),
    "min": gettext_lazy("最小"),
    "max": gettext_lazy("最大"),
    "max_length": gettext_lazy("最大の文字数"),
    "not_after": gettext_lazy("この日まで"),
    "not_before": gettext_lazy("この日から"),
    "ja": gettext_lazy("日本語"),
    "en": gettext_lazy("英語"),
    "easy": gettext_lazy("やさしい日本語"),
    "who": gettext_lazy("だれが"),
    "by_when": gettext_lazy("いつまでに"),
    "fee": gettext_lazy("手数料"),
    "have": gettext_lazy("用意するもの"),
    "steps": gettext_lazy("出したあとの流れ"),
    "takes_minutes": gettext_lazy("記入にかかる分数"),
    "text": gettext_lazy("文"),
    "confirm": gettext_lazy("確認"),
    "days": gettext_lazy("日数"),
    "months": gettext_lazy("月数"),
    "grant": gettext_lazy("許可・決定"),
    "refuse": gettext_lazy("不許可・却下"),
    "accept": gettext_lazy("受け付けたとき・受け付ける種類"),
    "acknowledge": gettext_lazy("申出を受け付けたとき"),
    "answer": gettext_lazy("回答・結果が出るまで"),
    "cancel": gettext_lazy("取消し"),
    "key": gettext_lazy("ページの名前（半角英数字）"),
    "id": gettext_lazy("名前（半角英数字）"),
    "as": gettext_lazy("まとまりの名前（半角英数字）"),
    "use": gettext_lazy("まとまり"),
    "without": gettext_lazy("除く問い"),
    "only": gettext_lazy("使う問いだけ"),
    "labels": gettext_lazy("言いかえた問い"),
    "item": gettext_lazy("1件の呼び方"),
    "lines": gettext_lazy("入力欄の行数"),
    "decimals": gettext_lazy("小数点以下の桁数"),
    "unit": gettext_lazy("単位"),
    "pattern": gettext_lazy("書き方の決まり"),
    "pattern_says": gettext_lazy("書き方が合わないときの文"),
    "kana": gettext_lazy("フリガナ"),
    "public_account": gettext_lazy("公金受取口座"),
    "after": gettext_lazy("起算する日・表の下の文"),
    "on": gettext_lazy("決まった日"),
    "value": gettext_lazy("金額・値"),
    "why": gettext_lazy("金額の理由"),
    "electronic_when": gettext_lazy("電子での通知を望む条件"),
    "paragraphs": gettext_lazy("本文"),
    "rows": gettext_lazy("表の行"),
    "values": gettext_lazy("この通知だけで使う値"),
    "reason": gettext_lazy("理由"),
    "remedies": gettext_lazy("教示"),
    "sender": gettext_lazy("差出人"),
    "name": gettext_lazy("氏名"),
    "address": gettext_lazy("住所"),
    "birth": gettext_lazy("生年月日"),
    "phone": gettext_lazy("電話"),
    "mail": gettext_lazy("メール"),
    "form": gettext_lazy("様式のコード"),
    "version": gettext_lazy("様式の版"),
    "items": gettext_lazy("項目"),
}
LISTS = {
    "pages": gettext_lazy("ページ"),
    "ask": gettext_lazy("問い"),
    "attach": gettext_lazy("書類"),
    "examples": gettext_lazy("例"),
    "calculate": gettext_lazy("計算"),
}


@dataclass(frozen=True)
class Change:
    """`sign`: + added, - removed, ~ changed, > moved. `before` and `after` in words where they are short enough."""

    sign: str
    where: str
    sentence: str
    before: str = ""
    after: str = ""


def changes(before: Any, after: Any, where: str = "") -> Iterator[Change]:
    """In the order of the text."""
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*after, *(key for key in before if key not in after)]:
            yield from _of_key(key, before.get(key, GONE), after.get(key, GONE), where)


def _of_key(key: str, before: Any, after: Any, where: str) -> Iterator[Change]:
    if before == after:
        return
    lists = isinstance(before, list | type(GONE)) and isinstance(after, list | type(GONE))
    if key in LISTS and lists:
        yield from _of_list(str(LISTS[key]), before if before is not GONE else [], after if after is not GONE else [], where)
        return
    word = str(KEYS.get(key, key))
    old, new = _alike(before, after)
    if isinstance(old, dict) and isinstance(new, dict):
        for inner in [*new, *(one for one in old if one not in new)]:
            yield from _of_key(inner, old.get(inner, GONE), new.get(inner, GONE), f"{where}{word}・")
        return
    shown_before, shown_after = _short(before), _short(after)
    if before is GONE:
        yield Change("+", where, _("{where}{what}を足しました").format(where=where, what=word), "", shown_after)
    elif after is GONE:
        yield Change("-", where, _("{where}{what}をなくしました").format(where=where, what=word), shown_before, "")
    else:
        yield Change("~", where, _("{where}{what}を変えました").format(where=where, what=word), shown_before, shown_after)


def _of_list(word: str, before: list[Any], after: list[Any], where: str) -> Iterator[Change]:
    old, new = _named(before), _named(after)
    for name, item in new.items():
        title = f"{where}{word}「{_title(item)}」"
        if name not in old:
            yield Change("+", where, _("{what}を足しました").format(what=title), "", "")
        else:
            yield from changes(old[name], item, f"{title}の" if isinstance(item, dict) else where)
            if old[name] != item and not (isinstance(item, dict) and isinstance(old[name], dict)):
                yield Change("~", where, _("{what}を変えました").format(what=title), _short(old[name]), _short(item))
    for name, item in old.items():
        if name not in new:
            yield Change("-", where, _("{where}{word}「{title}」をなくしました").format(where=where, word=word, title=_title(item)))
    common = [name for name in old if name in new]
    if [name for name in new if name in old] != common:
        yield Change(">", where, _("{where}{word}の並びを変えました").format(where=where, word=word))


def _named(items: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for i, item in enumerate(items):
        name = name_of(item) or f"#{i}"
        found[name if name not in found else f"{name}#{i}"] = item
    return found


def _title(item: Any) -> str:
    if not isinstance(item, dict):
        return _short(item)
    for key in ("title", "label", "name", "use", "id"):
        value = item.get(key)
        if isinstance(value, dict):
            value = value.get("ja")
        if isinstance(value, str):
            return value
    return name_of(item)


def _alike(before: Any, after: Any) -> tuple[Any, Any]:
    """A text without other languages compares with one that has some."""
    if isinstance(before, dict) and isinstance(after, str):
        return before, {"ja": after}
    if isinstance(before, str) and isinstance(after, dict):
        return {"ja": before}, after
    return before, after


def _short(value: Any) -> str:
    if value is GONE:
        return ""
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if isinstance(value, dict | list):
        text = "、".join(line.removeprefix("+ ") for line in path_lines({}, {"": value})).replace(": ", "：")
        text = text.replace(".ja：", "：").lstrip(".[")
    else:
        text = str(value)
    return text if len(text) <= 200 else f"{text[:197]}…"
