"""報告書: what the Commission is told, as a paper to copy from."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import override

from madoguchi.city import public as city
from madoguchi.core.calendar.public import format_date, today
from madoguchi.core.typesetting.public import typeset
from madoguchi.services.duties.leaks.acting import TEXTS
from madoguchi.services.duties.models import Leak
from madoguchi.services.duties.models.leak import Ground, Stage
from madoguchi.services.duties.register.generating import office_for_requests

TEMPLATE = "duties/leak"


def sheet_of(leak: Leak, stage: Stage, *, at: datetime) -> bytes:
    texts = leak.texts
    with override("ja"):
        house = city.city()
        try:
            section = city.department(leak.section).name.ja
        except city.NotDefined:
            section = leak.section
        title = f"保有個人情報の漏えい等報告書（{Stage(stage).label}）"
        data = {
            "demo": bool(settings.MADO_DEMO),
            "city": house.name.ja,
            "title": title,
            "rows": [
                ["報告者", [house.mayor_title, f"担当：{office_for_requests()}"]],
                ["作成日", format_date(today(at))],
                ["種別", str(leak.get_what_display())],
                ["発生した所属", section],
                ["発覚した日（知った日）", format_date(leak.known_on)],
                ["発生した日", format_date(leak.happened_on) if leak.happened_on else "調査中"],
                ["報告を要する事由", [str(Ground(one).label) for one in leak.grounds] or ["なし"]],
                ["本人の数", f"{leak.people:,}人" if leak.people is not None else "調査中"],
                ["本人への通知", f"{leak.persons.exclude(told_at=None).count()}人に通知済み（案件のある方）"],
                ["報告の期限", f"速報 {format_date(leak.prompt_by)}、確報 {format_date(leak.full_by)}"],
            ],
            "texts": [[label, (texts.get(key) or "調査中").split("\n")] for key, label in TEXTS.items()],
        }
        return typeset(TEMPLATE, data, title=title, at=at)
