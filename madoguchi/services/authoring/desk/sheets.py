"""Sheets: which boxes a part of a definition has."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from madoguchi.city import public as city
from madoguchi.core.files.public import KINDS
from madoguchi.engines.cases.public import Procedure
from madoguchi.engines.forms import public as forms
from madoguchi.services.authoring.advice import SOURCES
from madoguchi.services.authoring.body import Body, at
from madoguchi.services.authoring.checking import Looked
from madoguchi.services.authoring.conditions import measured, sentences
from madoguchi.services.authoring.desk.boxes import (
    Box,
    Flag,
    Lines,
    Matched,
    NoticeRows,
    Number,
    Options,
    Pick,
    TextRows,
    Words,
)
from madoguchi.services.authoring.desk.choosing import Condition
from madoguchi.services.authoring.desk.paying import Fee
from madoguchi.services.authoring.sharing import GROUP

TYPES: dict[str, Any] = {
    "text": _("文字"),
    "kana": _("フリガナ"),
    "name": _("氏名"),
    "date": _("日付"),
    "choice": _("1つ選ぶ"),
    "multi": _("いくつでも選ぶ"),
    "yes-no": _("はい・いいえ"),
    "number": _("数"),
    "yen": _("金額（円）"),
    "phone": _("電話番号"),
    "mail": _("メールアドレス"),
    "postal-address": _("住所"),
    "bank-account": _("口座"),
    "my-number": _("個人番号"),
    "file": _("ファイル"),
    "consent": _("同意"),
}
KINDS_OF_ACT = (
    ("application", _("申請（許可・決定をする）")),
    ("claim", _("請求（支給などの決定をする）")),
    ("notification", _("届出（受け付ければ終わる）")),
    ("offer", _("申出")),
    ("inquiry", _("照会（回答する）")),
)
ASSURANCE = (
    ("none", _("本人確認なし")),
    ("account", _("アカウント")),
    ("authenticate", _("マイナンバーカード（利用者証明）")),
    ("sign", _("マイナンバーカードの電子署名")),
)
BODIES = (
    ("mayor", _("市長")),
    ("prefecture", _("都道府県知事")),
    ("care-board", _("介護保険審査会")),
    ("health-insurance-board", _("国民健康保険審査会")),
    ("elderly-care-board", _("後期高齢者医療審査会")),
    ("board-of-education", _("教育委員会")),
    ("legal-affairs-bureau", _("法務局長")),
    ("none", _("なし（処分をしない）")),
)
OUTCOMES = (
    ("grant", _("許可・決定")),
    ("refuse", _("不許可・却下")),
    ("accept", _("届出を受け付けた")),
    ("acknowledge", _("申出を受け付けた")),
    ("answer", _("照会への回答")),
    ("cancel", _("取消し")),
)


@dataclass
class Context:
    """What the boxes of a part may offer."""

    body: Body
    looked: Looked
    sections: Sequence[tuple[str, str]]
    place: city.Path
    part: dict[str, Any] = field(default_factory=dict)

    @property
    def form(self) -> Procedure | None:
        return self.looked.form

    def said(self, before: tuple[int, int] | None = None) -> tuple[Any, Any]:
        if self.form is None:
            return (), ()
        before = before or self.before
        said, values = sentences(self.form, before), measured(self.form, before)
        if self.place[:1] == ("block",):  # there, what is asked beside is spoken of as `this`
            return [replace(one, cel=_as_this(one.cel)) for one in said], [replace(one, name=_as_this(one.name)) for one in values]
        return said, values

    @property
    def before(self) -> tuple[int, int]:
        """Page and question before which this part stands, in the resolved form."""
        if self.place[:2] == ("block", "ask") and len(self.place) > 2:
            return (0, self._place_on(0, f"{GROUP}.{self.part.get('id', '')}", int(self.place[2])))
        if self.place[:2] != ("procedure", "pages") or len(self.place) < 3:
            return (999, 0)
        page = int(self.place[2])
        if len(self.place) < 5:
            return (page, 0)
        question = str(self.part.get("id", "")) if self.place[3] == "ask" else ""
        return (page, self._place_on(page, question, int(self.place[4])))

    def _place_on(self, page: int, question: str, otherwise: int) -> int:
        asked = self.form.pages[page].ask if self.form and page < len(self.form.pages) else []
        return next((j for j, one in enumerate(asked) if one.id == question), otherwise)

    def questions(self, *types: str) -> list[tuple[str, str]]:
        """Questions of those types outside lists: for pointing at one."""
        if self.form is None:
            return []
        return [
            (q.id, f"{page.title}：{q.label}")
            for page in self.form.pages
            if not page.repeat
            for q in page.ask
            if not types or q.type in types
        ]

    def notices(self) -> list[tuple[str, str]]:
        named = {document.code: document for document in self.looked.world.documents("notice")}
        return [
            (code, f"{one.definition.title if one.definition else code}（{code}）")
            for code, one in named.items()
            if not code.startswith("remedies-")
        ]


def _as_this(cel: str) -> str:
    return re.sub(rf"\b{GROUP}\.", "this.", cel)


Make = Callable[[Context], list[Box]]


def basics(c: Context) -> list[Box]:
    return [
        Words("title", _("手続きの名前")),
        Words("summary", _("1行の説明"), _("何のための手続きかを1文で書きます。"), long=True),
        Box("law", _("根拠（法律・条例）"), _("例：図書館法 第10条、図書館条例 第5条"))
        if isinstance(c.part.get("law", ""), str)
        else Words("law", _("根拠（法律・条例）")),
        Pick("department", _("担当する所属"), options=c.sections),
        Pick("kind", _("手続きの種類"), options=KINDS_OF_ACT, radio=True),
        Pick("assurance", _("本人確認"), options=ASSURANCE, blank=_("アカウント（決めない）")),
        Pick(
            "appeal_body",
            _("審査請求の先（教示）"),
            _("決定に不服があるとき、だれに申し立てるか。通知の教示に書かれます。"),
            options=BODIES,
            blank=_("市長（決めない）"),
        ),
        Flag("must_appeal_first", _("審査請求前置"), says=_("裁判の前に審査請求が要る")),
        Words("notes", _("始める前に伝えること"), long=True),
        Lines("measures", _("計画の施策"), _("1行に1つ。例：1-a-2"), rows=2),
    ]


def facts(c: Context) -> list[Box]:
    return [
        Words("facts.who", _("だれが")),
        Words("facts.by_when", _("いつまでに")),
        Number("facts.takes_minutes", _("記入にかかる分数")),
        Words("facts.fee", _("手数料"), _("例：無料、1か月 2,000円")),
        TextRows("facts.have", _("手元に用意するもの"), item=_("用意するもの")),
        Words("facts.answer", _("結果が出るまで"), _("書かなければ、標準処理期間から示します。")),
        TextRows("facts.steps", _("出したあとの流れ"), item=_("流れ")),
    ]


def outcome(c: Context) -> list[Box]:
    notices = c.notices()
    said, values = c.said((999, 0))
    boxes: list[Box] = [
        Pick(f"results.{code}", _t("通知：{outcome}").format(outcome=label), options=notices, blank=_("なし（メールだけ）"))
        for code, label in OUTCOMES
    ]
    return [
        *boxes,
        Number("standard_days", _("標準処理期間（日）"), _("補正を待つ間は数えません。")),
        Number("legal_days", _("法律で決まった期間（日）"), _("補正を待つ間も数えます。")),
        Box("retention", _("保存年限"), _("例：5y（5年）"), size="short"),
        Number("correction_days", _("補正の期間（日）"), _("書かなければ14日です。")),
        Pick("applicant.name", _("申請者の氏名の問い"), options=c.questions("name"), blank=_("なし")),
        Pick("applicant.address", _("申請者の住所の問い"), options=c.questions("postal-address"), blank=_("なし")),
        Pick("applicant.birth", _("申請者の生年月日の問い"), options=c.questions("date"), blank=_("なし")),
        Pick("applicant.phone", _("申請者の電話の問い"), options=c.questions("phone"), blank=_("なし")),
        Pick("applicant.mail", _("申請者のメールの問い"), options=c.questions("mail"), blank=_("なし")),
        Condition("electronic_when", _("電子での通知を望む条件"), said=said, measured=values, otherwise=_("決めない")),
    ]


def block(c: Context) -> list[Box]:
    return [Words("title", _("まとまりの名前"))]


def page(c: Context) -> list[Box]:
    said, values = c.said()
    return [
        Words("title", _("ページの見出し")),
        Words("intro", _("見出しの下の文"), long=True),
        Box(
            "key",
            _("ページの名前（半角英数字）"),
            _("ページのアドレス（URL）に使います。書かなければ最初の問いから付けます。"),
            size="medium",
        ),
        Condition("when", _("このページを出す条件"), said=said, measured=values, otherwise=_("いつも出す")),
        Box(
            "repeat.id",
            _("くり返しの名前（半角英数字）"),
            _("子どもなど、人数分たずねるページだけに書きます。例：children"),
            size="medium",
        ),
        Number("repeat.min", _("くり返しの最少")),
        Number("repeat.max", _("くり返しの最多")),
        Words("repeat.item", _("1件の呼び方")),
    ]


def question(c: Context) -> list[Box]:
    said, values = c.said()
    kind = str(c.part.get("type", "text"))
    known = {**{code: TYPES.get(code, code) for code, _type in forms.FIELD_TYPES.items()}}
    boxes: list[Box] = [
        Words("label", _("問い")),
        Pick("type", _("答え方"), _("変えて保存すると、その答え方の設定が出ます。"), options=[*known.items()]),
        Words("hint", _("書き方の説明"), long=True),
        Box(
            "id",
            _("問いの名前（半角英数字）"),
            _("条件や通知で使います。例：owner.name。公開のあとで変えると別の問いになります。"),
            size="medium",
        ),
        Flag("optional", _("任意"), says=_("書かなくてもよい")),
    ]
    boxes += _of_type(kind, c)
    return [
        *boxes,
        Condition("when", _("この問いを出す条件"), said=said, measured=values, otherwise=_("いつも出す")),
        Condition("required_when", _("必ず書く条件"), said=said, measured=values, otherwise=_("決めない（上の「任意」による）")),
        Pick(
            "prefill",
            _("はじめの値"),
            _("サインインした人について市が知っていることを、はじめから入れておきます。"),
            options=[*SOURCES.items()],
            blank=_("なし"),
        ),
        Words("short", _("一覧や印刷での短い見出し")),
    ]


def _of_type(kind: str, c: Context) -> list[Box]:
    settings = forms.FIELD_TYPES.get(kind).settings if kind in forms.FIELD_TYPES else frozenset()
    day = _("today（今日）、2026-04-01 のような日付、または式")
    boxes: dict[str, Box] = {
        "options": Options(
            "options", _("選択肢"), _("コードを書かなければ自動で付きます。消した行は選択肢から除かれます。"), item=_("選択肢")
        ),
        "min": Number("min", _("最小")),
        "max": Number("max", _("最大")),
        "max_length": Number("max_length", _("最大の文字数")),
        "lines": Number("lines", _("入力欄の行数")),
        "decimals": Number("decimals", _("小数点以下の桁数")),
        "unit": Words("unit", _("単位")),
        "pattern": Box("pattern", _("書き方の決まり（正規表現）")),
        "pattern_says": Words("pattern_says", _("書き方が合わないときの文")),
        "not_after": Box("not_after", _("この日まで"), day),
        "not_before": Box("not_before", _("この日から"), day),
        "kana": Flag("kana", _("フリガナ"), says=_("フリガナもたずねる"), otherwise=True),
        "kinds": Lines("kinds", _("口座の種類"), _("ordinary current savings を1行に1つ。書かなければすべて。"), rows=2),
        "public_account": Flag("public_account", _("公金受取口座"), says=_("公金受取口座も選べる"), otherwise=True),
        "look_up": Flag("look_up", _("個人番号の省略"), says=_("書かなければ市が調べる"), otherwise=True),
        "text": Words("text", _("同意する文の全体"), long=True),
        "accept": Lines("accept", _("受け付けるファイルの種類"), " ".join(KINDS), rows=2),
        "max_files": Number("max_files", _("ファイルの数まで")),
    }
    if "options" in settings and "options_from" in c.part:
        boxes["options"] = Box("options_from", _("選択肢の出どころ（決まり）"))
    return [box for name, box in boxes.items() if name in settings]


def idle_settings(kind: str) -> set[str]:
    """What other ways of answering want to know and this one does not."""
    everywhere = {name for _code, one in forms.FIELD_TYPES.items() for name in one.settings}
    return everywhere - (forms.FIELD_TYPES.get(kind).settings if kind in forms.FIELD_TYPES else everywhere)


def use(c: Context) -> list[Box]:
    said, values = c.said()
    block = c.looked.world.raw("block", str(c.part.get("use", ""))) or {}
    boxes: list[Box] = [
        Box("as", _("まとまりの名前（半角英数字）"), _("答えをこの名前の下に置きます。例：owner"), size="medium"),
        Condition("when", _("このまとまりを出す条件"), said=said, measured=values, otherwise=_("いつも出す")),
        Lines("without", _("除く問い"), _("まとまりの問いの名前を1行に1つ："), rows=2),
        Lines("only", _("使う問いだけ"), _("書けば、この問いだけを使います。"), rows=2),
    ]
    names = [str(one.get("id", "")) for one in block.get("ask", []) if isinstance(one, dict) and "." not in str(one.get("id", "."))]
    for box in boxes[2:3]:
        box.hint = f"{box.hint}{' '.join(names)}"
    return boxes + [Words(f"labels.{name}", _t("「{name}」の問いを言いかえる").format(name=name)) for name in names]


def slot(c: Context) -> list[Box]:
    said, values = c.said((999, 0))
    return [
        Words("label", _("書類の名前")),
        Words("hint", _("どこでもらえるか、どのページが要るか"), long=True),
        Box("id", _("書類のコード（半角英数字とハイフン）"), size="medium"),
        Condition("when", _("求める条件"), said=said, measured=values, otherwise=_("いつも求める")),
        Flag("optional", _("任意"), says=_("出さなくてもよい")),
        Flag("later", _("後日"), says=_("あとから出してもよい")),
        Number("max_files", _("ファイルの数まで")),
        Lines("accept", _("受け付けるファイルの種類"), _("書かなければすべて。") + " " + " ".join(KINDS), rows=2),
    ]


def paper_use(c: Context) -> list[Box]:
    said, values = c.said((999, 0))
    return [
        Condition("when", _("求める条件"), said=said, measured=values, otherwise=_("いつも求める")),
        Lines("without", _("除く書類"), rows=2),
        Lines("only", _("使う書類だけ"), rows=2),
    ]


def deadline(c: Context) -> list[Box]:
    said, values = c.said((999, 0))
    return [
        Pick(
            "after",
            _("起算する日の問い"),
            _("その翌日から数えます。閉庁日に終わるときは、次の開庁日までです。"),
            options=c.questions("date"),
            blank=_("なし"),
        ),
        Number("days", _("日数"), _("日数か月数のどちらかを書きます。式でも書けます。"), size="medium"),
        Number("months", _("月数"), size="medium"),
        Box("on", _("決まった日（式）"), _("期間でなく日で決めるとき。例：date('2026-11-30')")),
        Condition("when", _("この期限を使う条件"), said=said, measured=values, otherwise=_("いつも")),
    ]


def explain(c: Context) -> list[Box]:
    before = c.before
    said, values = c.said((before[0], before[1] + 1) if len(c.place) > 5 else (before[0], 999))
    return [
        Words("text", _("説明の文"), _("当てはまらない人にも、ほかの方法を書きます。申請を止めることはありません。"), long=True),
        Condition("when", _("説明を出す条件"), said=said, measured=values, otherwise=_("（条件が要ります）")),
        Flag("confirm", _("確認"), says=_("読んだことを確かめてもらう"), otherwise=True),
        Box("code", _("コード（半角英数字）"), size="medium"),
    ]


def fee(c: Context) -> list[Box]:
    form = c.form
    choices = [q for page in form.pages if not page.repeat for q in page.ask if q.type == "choice"] if form else []
    other_ways = {"rule", "rates", "choose", "next_month", "month_after", "left", "table"} & set(c.part)
    boxes: list[Box] = [
        Words("label", _("何の金額か")),
        Box("id", _("名前（半角英数字）"), _("通知では、この名前で金額を示します。例：fee"), size="medium"),
    ]
    if not other_ways:
        boxes.append(Fee("value", _("金額"), choices=choices))
    return [*boxes, Pick("unit", _("単位"), options=UNITS, blank=_("なし")), Words("why", _("金額の理由"), long=True)]


def pittari(c: Context) -> list[Box]:
    asked = []
    for page in c.form.pages if c.form else []:
        for q in page.ask:
            if q.type not in {"my-number", "file"}:
                asked.append((f"{page.repeat.id}.{q.id}" if page.repeat else q.id, f"{page.title}：{q.label}"))
    papers = [(one.id, str(one.label)) for one in (c.form.attach if c.form else [])]
    said = _("項目の名前を書きます。空欄の問いは、この問いの名前（ID）の項目から読みます。")
    return [
        Box("pittari.form", _("様式のコード"), _("ぴったりサービスでの手続き・様式のコードです。"), size="medium"),
        Box("pittari.version", _("様式の版"), size="medium"),
        Matched("pittari.items", _("問いと、ぴったりサービスの項目"), said, known=asked),
        Matched("pittari.attach", _("書類と、ぴったりサービスの添付"), known=papers),
    ]


def notice(c: Context) -> list[Box]:
    calculated = " ".join(one.id for one in c.form.calculate) if c.form else ""
    said = _("{ } の中は、発行するときに入ります。使えるもの：")
    standard = "{name} {number} {procedure} {law} {received_on_words} {decided_on_words} {department}"
    rows = _("値の名前：number（受付番号）、decided_on_words（決定した日）、law（根拠）、計算した金額など。")
    own = _("計算した金額など、この通知だけで使う値の名前を1行に1つ。")
    senders = (("mayor", _("市長")), ("board-of-education", _("教育委員会")))
    return [
        Words("title", _("通知の名前")),
        TextRows("paragraphs", _("本文"), f"{said}{standard}", item=_("段落")),
        NoticeRows("rows", _("表の行"), f"{rows} {calculated}", item=_("行")),
        Lines("values", _("この通知だけで使う値"), f"{own} {calculated}", rows=2),
        TextRows("after", _("表の下の文"), item=_("段落")),
        Flag("reason", _("理由"), says=_("決定の理由を書く（不許可・却下・取消しには必要です）")),
        Flag("remedies", _("教示"), says=_("審査請求と訴えの案内を書く（不許可・却下・取消しには必要です）")),
        Pick("sender", _("差出人"), options=senders, blank=_("市長（決めない）")),
    ]


UNITS = (("yen", _("円")), ("days", _("日")), ("months", _("か月")))
SHEETS: dict[str, Make] = {
    "basics": basics,
    "facts": facts,
    "outcome": outcome,
    "page": page,
    "question": question,
    "use": use,
    "paper": slot,
    "paper-use": paper_use,
    "deadline": deadline,
    "explain": explain,
    "fee": fee,
    "pittari": pittari,
    "notice": notice,
    "block": block,
}


def sheet_of(place: city.Path, part: Any) -> str:
    """Which sheet a place has, where it has only one."""
    if place == ("block",):
        return "block"
    if place[:2] == ("procedure", "pages") and len(place) == 3:
        return "page"
    if place[:2] in {("procedure", "pages"), ("block", "ask")}:
        if place[-1] == "explain" or (len(place) > 1 and place[-2] == "explain"):
            return "explain"
        return "use" if isinstance(part, dict) and "use" in part else "question"
    if place[1:2] == ("attach",):
        return "paper-use" if isinstance(part, dict) and "use" in part else "paper"
    if place[:2] == ("procedure", "deadline"):
        return "deadline"
    if place[:2] == ("procedure", "calculate"):
        return "fee"
    if place[:1] == ("notice",):
        return "notice"
    return "basics"


OF_THE_WHOLE = {"basics", "facts", "outcome", "pittari"}


def suits(sheet: str, place: city.Path, part: Any) -> bool:
    """Is this the sheet of that part?"""
    return sheet in OF_THE_WHOLE if place == ("procedure",) else sheet == sheet_of(place, part)


def part_of(body: Body, place: city.Path) -> dict[str, Any] | None:
    found = at(body, place)
    return found if isinstance(found, dict) else None
