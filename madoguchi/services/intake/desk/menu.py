"""The desk's entry of intake."""

from django.utils.translation import gettext_lazy as _

from madoguchi.faces.shell.navigation import entry

entry("desk-intake:home", _("届いた申請データ"), "intake.see", 31, place="desk", group="intake")
