"""Words of progress: the stage that a line has reached, what became of a year, how a measure ends."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """The words of the roadmap."""

    NOT_BEGUN = "not-begun", _("未着手")
    STUDY = "study", _("検討")
    SURVEY = "survey", _("調査")
    ANALYSIS = "analysis", _("業務分析")
    PROCURE = "procure", _("調達")
    BUILD = "build", _("構築")
    EQUIP = "equip", _("整備・設置")
    INTRODUCE = "introduce", _("導入")
    CARRY_OUT = "carry-out", _("実施")
    OPERATE = "operate", _("運用")
    WIDEN = "widen", _("拡充")
    RENEW = "renew", _("更新・改訂")
    INSPECT = "inspect", _("点検")


class Verdict(models.TextChoices):
    """年度の評価."""

    ACHIEVED = "achieved", _("達成")
    ON_THE_WAY = "on-the-way", _("進行中")
    LATE = "late", _("遅れ")
    STOPPED = "stopped", _("中止")


class Ending(models.TextChoices):
    """How a measure ends with its plan."""

    COMPLETED = "completed", _("完了")
    CONTINUED = "continued", _("継続")
    ENDED = "ended", _("終了")


class Answer(models.TextChoices):
    """What the IT section says of a report."""

    ACCEPTED = "accepted", _("確認した")
    RETURNED = "returned", _("差し戻した")


QUARTERS = (
    (1, _("第1四半期（4〜6月）")),
    (2, _("第2四半期（7〜9月）")),
    (3, _("第3四半期（10〜12月）")),
    (4, _("第4四半期（1〜3月）")),
)
