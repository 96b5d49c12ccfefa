"""The footer's way to what is published."""

from django.utils.translation import gettext_lazy as _

from madoguchi.faces.shell.navigation import entry

entry("duties:register", _("個人情報ファイル簿"), "", 30, place="footer")
