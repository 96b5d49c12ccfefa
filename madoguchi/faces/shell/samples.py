"""What the style guide shows: invented questions, people and cases in every state. Nothing here is real."""

from datetime import datetime
from types import SimpleNamespace as Thing
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from madoguchi.faces.shell.alerts import CityAlert
from madoguchi.faces.shell.fields import Confirmation, FieldView, FileView, OptionView, errors_of

TOKYO = ZoneInfo("Asia/Tokyo")
ICONS = [
    "person",
    "people",
    "baby",
    "home",
    "heart",
    "bag",
    "school",
    "document",
    "documents",
    "alert",
    "info",
    "error",
    "check",
    "check-circle",
    "close",
    "search",
    "globe",
    "eye",
    "text-size",
    "speaker",
    "stop",
    "right",
    "left",
    "down",
    "up",
    "arrow-right",
    "arrow-left",
    "arrow-up",
    "calendar",
    "clock",
    "phone",
    "mail",
    "letter",
    "pin",
    "yen",
    "card",
    "upload",
    "download",
    "print",
    "camera",
    "pencil",
    "trash",
    "plus",
    "minus",
    "key",
    "lock",
    "bell",
    "list",
    "filter",
    "external",
    "question",
    "chat",
    "flag",
    "stamp",
    "menu",
    "sign-in",
    "sign-out",
    "link",
    "qr",
    "building",
    "book",
    "recycle",
    "hand",
    "history",
    "shelter",
    "wave",
    "paper",
    "warning",
    "coin",
    "flower",
    "hands",
    "handshake",
    "shield",
    "truck",
]
REASONS = [
    ("birth", "お子さんが生まれた"),
    ("moved-in", "市に転入した"),
    ("left", "公務員を退職した"),
    ("other", "その他"),
]
ERAS = [("R", "令和"), ("H", "平成"), ("S", "昭和"), ("AD", "西暦")]
FUTURE = "令和8年12月1日は、今日（令和8年11月22日）より後の日付です。事由が発生した日を入力してください。"


def _date(name: str, label: str, values: tuple[str, str, str, str], *, error: str = "") -> FieldView:
    era, year, month, day = values
    return FieldView(
        name,
        label,
        "date",
        hint="出生日、前住所地の転出予定日など。西暦でも和暦でも入力できます。",
        error=error,
        required=True,
        parts=[
            FieldView(f"{name}.era", "元号", "select", era, options=ERAS),
            FieldView(f"{name}.year", "年", value=year, inputmode="numeric", size="year"),
            FieldView(f"{name}.month", "月", value=month, inputmode="numeric", size="two"),
            FieldView(
                f"{name}.day",
                "日",
                value=day,
                inputmode="numeric",
                size="two",
                error="" if not error else "日をお確かめください。",
            ),
        ],
    )


def _name() -> FieldView:
    return FieldView(
        "applicant.name",
        "氏名",
        "name",
        required=True,
        parts=[
            FieldView("applicant.name.family", "姓（氏）", value="見本", autocomplete="family-name"),
            FieldView("applicant.name.given", "名", value="さくら", autocomplete="given-name"),
            FieldView("applicant.name.family_kana", "姓のフリガナ", kana_for="f-applicant-name-family"),
            FieldView("applicant.name.given_kana", "名のフリガナ", kana_for="f-applicant-name-given"),
        ],
    )


def _address() -> FieldView:
    return FieldView(
        "address",
        "住所",
        "postal-address",
        required=True,
        parts=[
            FieldView(
                "address.postal",
                "郵便番号",
                autocomplete="postal-code",
                inputmode="numeric",
                size="short",
                optional=True,
                lookup="/style/",
            ),
            FieldView(
                "address.prefecture",
                "都道府県",
                "select",
                "千葉県",
                options=[("", "選んでください"), ("千葉県", "千葉県"), ("東京都", "東京都")],
            ),
            FieldView("address.city", "市区町村", value="架空市", autocomplete="address-level2"),
            FieldView("address.street", "町名・番地", autocomplete="address-line1"),
            FieldView("address.building", "建物名・部屋番号", autocomplete="address-line2", optional=True),
        ],
    )


def _account() -> FieldView:
    bank, yucho = "account.way=bank", "account.way=yucho"
    return FieldView(
        "account",
        "振込先の口座",
        "bank-account",
        hint="請求者本人の名義の口座に限ります。",
        parts=[
            FieldView(
                "account.way",
                "振込先の種類",
                "radio",
                "bank",
                options=[("public", "公金受取口座"), ("bank", "銀行など"), ("yucho", "ゆうちょ銀行")],
            ),
            FieldView("account.bank", "金融機関名", when=bank),
            FieldView("account.branch", "支店名", when=bank),
            FieldView("account.symbol", "記号", inputmode="numeric", size="year", when=yucho),
            FieldView("account.number", "口座番号", inputmode="numeric", size="short"),
            FieldView("account.holder", "口座名義（カタカナ）"),
        ],
    )


def fields() -> list[FieldView]:
    return [
        FieldView("reason", "請求の理由を選んでください", "choice", "birth", options=REASONS, required=True),
        _date("event", "事由発生日", ("R", "8", "7", "1")),
        _name(),
        FieldView(
            "phone",
            "日中に連絡のつく電話番号",
            "phone",
            hint="全角でも半角でも、ハイフンがあってもなくてもかまいません。",
        ),
        FieldView("mail", "メールアドレス", "mail", hint="例：name@example.jp"),
        _address(),
        _account(),
        FieldView("single", "ひとり親の家庭ですか", "yes-no"),
        FieldView(
            "services",
            "受けているサービス",
            "multi",
            ["b"],
            options=[
                OptionView("a", "保育園", "認可外もふくみます"),
                OptionView("b", "学童保育"),
                OptionView("c", "この年度は受け付けていません", disabled=True),
            ],
        ),
        FieldView(
            "pension",
            "加入している年金",
            "select",
            options=[("", "選んでください"), ("k", "厚生年金"), ("n", "国民年金")],
        ),
        FieldView("income", "前の年の収入", "yen", "1,234,000"),
        FieldView("people", "世帯の人数", "number", "3", unit="人"),
        FieldView("note", "市に伝えたいこと", "textarea", optional=True, maxlength=40, rows=3),
        FieldView(
            "mynumber",
            "個人番号（マイナンバー）",
            "my-number",
            hint="空欄でもかまいません。市が法令に基づいて確認します。",
        ),
        FieldView(
            "photo",
            "健康保険の資格がわかるもの",
            "file",
            hint="写真でも出せます。1つ10MBまで。後から出すこともできます。",
            accept="image/*,.heic,.pdf",
            files=[FileView("1", "shikaku.pdf", "PDF、182KB、7月11日に追加", "#top", "remove")],
        ),
        FieldView("fixed", "受付番号", value="KB3M-7QWX-9", readonly=True, size="medium"),
        FieldView(
            "consent",
            "市が住民記録と所得を確かめることに同意します",
            "consent",
            text="児童手当法にもとづく審査のために、市は、請求者と配偶者の住民記録、前年の所得、加入している年金を確かめます。同意しない場合は、書類の提出をお願いすることがあります。",
            required=True,
        ),
    ]


def wrong() -> list[FieldView]:
    """The same in trouble."""
    return [
        FieldView(
            "w.reason",
            "請求の理由を選んでください",
            "choice",
            options=REASONS,
            required=True,
            error="請求の理由を選んでください。",
        ),
        _date("w.event", "事由発生日", ("R", "8", "12", "1"), error=FUTURE),
        FieldView(
            "w.phone",
            "電話番号",
            "phone",
            "047-00",
            error="電話番号のけた数が足りません。市外局番から入力してください。",
        ),
        FieldView(
            "w.pension",
            "加入している年金",
            "select",
            options=[("", "選んでください"), ("k", "厚生年金")],
            error="加入している年金を選んでください。",
        ),
        FieldView("w.note", "理由", "textarea", error=["理由を入力してください。", "40文字以内で入力してください。"]),
        FieldView("w.photo", "添付書類", "file", error="このファイルは開けませんでした。PDFか写真を選んでください。"),
        FieldView("w.consent", "上の内容に同意します", "consent", error="同意されていません。"),
        FieldView(
            "w.number",
            "児童の人数",
            "number",
            "16",
            confirm=Confirmation("confirm", "many", "16人は、あまり例のない人数です。合っていれば、このまま進めます。"),
        ),
    ]


def style() -> dict[str, Any]:
    bad = wrong()
    at = datetime(2026, 7, 13, 9, 5, tzinfo=TOKYO)
    return {
        "fields": fields(),
        "icons": ICONS,
        "wrong": bad,
        "errors": errors_of(bad),
        "crumbs": [("うらやす窓口", "#top"), ("妊娠・出産", "#top"), ("部品の見本", "")],
        "alert": CityAlert(
            "【警戒レベル3】高齢者等避難を発令しました",
            "レベル3高潮警報（気象庁 13時58分）",
            at=datetime(2026, 9, 8, 14, 10, tzinfo=TOKYO),
            area="架空地区",
            source="架空市",
            url="#top",
            url_label="開いている避難所と行き方を見る",
        ),
        "rows": [
            Thing(label="請求の理由", words="お子さんが生まれた", change_url="#top", was=""),
            Thing(
                label="住所",
                words="架空市架空町1丁目2番3号",
                change_url="#top",
                was="住民記録：架空町1丁目2番4号（6月20日 転居）",
            ),
            Thing(label="加入年金", words="", change_url="#top", was=""),
        ],
        "entries": [
            Thing(
                sentence="申請を受け取りました",
                at=datetime(2026, 7, 11, 21, 40, tzinfo=TOKYO),
                note="受付番号 KB3M-7QWX-9",
            ),
            Thing(sentence="こども課が審査を始めました", at=at, note="", now=True),
            Thing(sentence="決定を待っています", at=None, note="8月10日（月）までの見込み（標準処理期間）", ahead=True),
        ],
        "files": [
            FileView("a", "shikaku.pdf", "PDF、2ページ、182KB", "#top"),
            FileView("b", "写真_20260711.jpg", "写真、1.2MB", "", "remove"),
        ],
        "page": Paginator(range(200), 10).page(3),
        "cases": [
            ("児童手当 認定請求", "見本 さくら", "審査中", "info", "残り 11日"),
            ("児童手当 額改定", "例示 太郎", "修正待ち", "warn", "期間停止中"),
            ("児童手当 消滅届", "架空 一郎", "期限が近い", "bad", "残り 2日"),
        ],
    }


def case() -> dict[str, Any]:
    return {
        "title": _("案件の画面の見本"),
        "queue": [
            ("児童手当 受給事由消滅", "架空 一郎", "標準処理期間 残り 2日", True, False),
            ("児童手当 認定請求", "見本 さくら", "標準処理期間 残り 11日", False, True),
            ("児童手当 額改定", "例示 太郎", "補正待ち（期間停止中）", False, False),
            ("児童手当 氏名変更／住所変更", "見本 健", "受付 7/12", False, False),
            ("児童手当 寄附の申出", "架空 美咲", "受付 7/10", False, False),
        ],
        "sheets": [
            (
                "請求の理由",
                [
                    ("理由", "出生", "", ""),
                    ("事由発生日", "令和8年7月1日（水）", "15日以内（7月16日まで）→ 8月分から", ""),
                ],
            ),
            (
                "請求者",
                [
                    ("氏名", "見本 さくら", "住民記録と一致", ""),
                    ("住所", "架空市架空町1丁目2番3号", "", "住民記録：架空町1丁目2番4号（6月20日 転居）"),
                    ("加入年金", "厚生年金", "", ""),
                    ("振込口座", "公金受取口座を使う", "", ""),
                ],
            ),
            ("児童（1人）", [("見本 ひなた", "令和8年7月1日生・同居・監護 有・生計 同一", "", "")]),
            ("計算", [("月額", "15,000円（3歳未満・第1子）", "支払 10月から偶数月", "")]),
        ],
        "entries": [
            Thing(sentence="審査を始めた", at=datetime(2026, 7, 13, 9, 5, tzinfo=TOKYO), note="架空 花子"),
            Thing(sentence="受付", at=datetime(2026, 7, 13, 8, 30, tzinfo=TOKYO), note="自動（閉庁日の到達）"),
            Thing(sentence="到達", at=datetime(2026, 7, 11, 21, 40, tzinfo=TOKYO), note="ぴったりサービス"),
        ],
    }
