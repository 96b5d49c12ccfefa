"""評価書: the assessment as a paper."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import override

from madoguchi.city.public import city
from madoguchi.core.calendar.public import format_date, today
from madoguchi.core.typesetting.public import typeset
from madoguchi.services.duties.assessment.acting import TEXTS, affair_of
from madoguchi.services.duties.assessment.sources import named
from madoguchi.services.duties.models import Assessment

TEMPLATE = "duties/assessment"


def sheet_of(made: Assessment, *, at: datetime) -> bytes:
    """A draft says that it is one."""
    affair = affair_of(made.affair)
    with override("ja"):
        level = str(made.get_level_display())
        title = f"特定個人情報保護評価書（{level}）" if made.level != "none" else "特定個人情報保護評価　しきい値判断"
        data = {
            "demo": bool(settings.MADO_DEMO),
            "city": city().name.ja,
            "title": title,
            "number": str(affair.number),
            "affair": affair.title.ja,
            "version": f"第{made.version}版" + ("" if made.adopted_at else "（案）"),
            "on": format_date(today(made.adopted_at or made.at)),
            "facts": [[one["label"], one["value"] or ["―"], "、".join(named(one["sources"]))] for one in made.facts],
            "threshold": [
                ["Ⅱ-1 対象人数", f"{made.people:,}人（{format_date(made.counted_on)}時点）"],
                ["Ⅱ-2 取扱者数", f"{made.handlers:,}人（{format_date(made.counted_on)}時点）"],
                ["Ⅱ-3 重大事故", "過去1年以内にあった" if made.grave else "過去1年以内になかった"],
                ["Ⅲ しきい値判断の結果", level],
            ],
            "texts": [[label, made.texts[key].split("\n")] for key, label in TEXTS.items() if made.texts.get(key)],
        }
        return typeset(TEMPLATE, data, title=f"{title} {affair.title.ja}", at=at)
