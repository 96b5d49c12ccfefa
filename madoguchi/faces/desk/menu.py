"""The desk's entries for printing, records, staff and definitions."""

from django.utils.translation import gettext_lazy as _

from madoguchi.faces.shell.navigation import entry

entry("desk:posting", _("発送"), "messages.print", 50)
entry("desk:trouble", _("送信の記録"), "messages.see", 51)
entry("desk:outbox", _("送信箱"), "outbox.see", 52)
entry("desk:names", _("外字"), "documents.see", 60)
entry("desk:register", _("文書番号"), "documents.see", 61)
entry("desk:definitions", _("定義"), "definitions.see", 70)
entry("desk:staff", _("職員"), "people.manage-staff", 80)
entry("desk:jobs", _("仕事の記録"), "jobs.see", 81)
entry("desk:watch", _("監査"), "audit.read", 82)
