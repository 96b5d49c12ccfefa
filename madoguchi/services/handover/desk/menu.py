"""The desk's entry of hand-overs."""

from django.utils.translation import gettext_lazy as _

from madoguchi.faces.shell.navigation import entry

entry("desk-handover:home", _("データの引渡し"), "handover.see", 55, place="desk", group="papers")
