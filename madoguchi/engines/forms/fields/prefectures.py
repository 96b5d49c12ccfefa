"""都道府県: how each is shown. In other languages its own name stays beside the reading, as people copy it from a card."""

from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

_SHOWN = (
    ("北海道", _("北海道")), ("青森県", _("青森県")), ("岩手県", _("岩手県")), ("宮城県", _("宮城県")),
    ("秋田県", _("秋田県")), ("山形県", _("山形県")), ("福島県", _("福島県")), ("茨城県", _("茨城県")),
    ("栃木県", _("栃木県")), ("群馬県", _("群馬県")), ("埼玉県", _("埼玉県")), ("千葉県", _("千葉県")),
    ("東京都", _("東京都")), ("神奈川県", _("神奈川県")), ("新潟県", _("新潟県")), ("富山県", _("富山県")),
    ("石川県", _("石川県")), ("福井県", _("福井県")), ("山梨県", _("山梨県")), ("長野県", _("長野県")),
    ("岐阜県", _("岐阜県")), ("静岡県", _("静岡県")), ("愛知県", _("愛知県")), ("三重県", _("三重県")),
    ("滋賀県", _("滋賀県")), ("京都府", _("京都府")), ("大阪府", _("大阪府")), ("兵庫県", _("兵庫県")),
    ("奈良県", _("奈良県")), ("和歌山県", _("和歌山県")), ("鳥取県", _("鳥取県")), ("島根県", _("島根県")),
    ("岡山県", _("岡山県")), ("広島県", _("広島県")), ("山口県", _("山口県")), ("徳島県", _("徳島県")),
    ("香川県", _("香川県")), ("愛媛県", _("愛媛県")), ("高知県", _("高知県")), ("福岡県", _("福岡県")),
    ("佐賀県", _("佐賀県")), ("長崎県", _("長崎県")), ("熊本県", _("熊本県")), ("大分県", _("大分県")),
    ("宮崎県", _("宮崎県")), ("鹿児島県", _("鹿児島県")), ("沖縄県", _("沖縄県")),
)  # fmt: skip
PREFECTURES = tuple(name for name, _words in _SHOWN)


def shown() -> tuple[tuple[str, str], ...]:
    """Every prefecture with its name in the language of the page."""
    return _shown_in(get_language())


@cache
def _shown_in(language: str | None) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(words)) for name, words in _SHOWN)
