"""The desk's entry."""

from django.utils.translation import gettext_lazy as _

from madoguchi.faces.shell.navigation import entry

entry("authoring:manuscripts", _("手続きづくり"), "authoring.see", 69, place="desk", group="making")
