from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

PORTAL = [("portal:procedures", _("手続き")), ("portal:booking", _("予約")), ("portal:mine", _("わたしの手続き"))]
FOOTER = [
    ("portal:help", _("使い方")),
    ("portal:accessibility", _("ウェブアクセシビリティ")),
    ("portal:privacy", _("個人情報と閲覧の記録")),
    ("portal:verify", _("通知書を確かめる")),
]


class ShellConfig(AppConfig):
    name = "madoguchi.faces.shell"
    label = "mado_shell"
    verbose_name = "画面の共通部分"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from madoguchi.city.public import Publication
        from madoguchi.faces.shell import languages  # noqa: F401  easy Japanese becomes a known language
        from madoguchi.faces.shell.city_words import forget
        from madoguchi.faces.shell.navigation import entry

        post_save.connect(lambda **_: forget(), sender=Publication, weak=False, dispatch_uid="mado_shell.forget")
        entry("desk:home", _("担当案件"), "", 10)
        for order, (name, label) in enumerate(PORTAL):
            entry(name, label, "", order)
        for order, (name, label) in enumerate(FOOTER):
            entry(name, label, "", order, place="footer")
        if _style_guide():
            entry("shell:style", _("部品の見本"), "", 90, place="footer")


def _style_guide() -> bool:
    from django.conf import settings

    return bool(settings.DEBUG or settings.MADO_DEMO)
