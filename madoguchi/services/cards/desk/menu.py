"""The desk's entry of cards."""

from django.utils.translation import gettext_lazy as _

from madoguchi.faces.shell.navigation import entry

entry("desk-cards:home", _("カードの更新"), "cards.see", 46, place="desk", group="counter")
