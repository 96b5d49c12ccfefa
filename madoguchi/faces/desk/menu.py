"""The desk's entries for printing, records, staff and definitions. Pages that belong together share one, with tabs."""

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.public import may_confirm, may_look_up
from madoguchi.faces.shell.navigation import entry

entry("desk:approvals", _("決裁"), "approvals.see", 20)
entry("desk:intake", _("申請の登録"), "cases.take-in", 30)
entry("desk:counters", _("窓口の当日"), "counter.see", 40)
entry("desk:booking", _("予約"), "booking.take-call", 45)
entry("desk:lotteries", _("抽選"), "lottery.see", 42)
entry("desk:posting", _("発送"), "messages.print", 50)
entry("desk:outbox", _("送信箱"), "outbox.read-all", 52)
entry("desk:register", _("文書"), "documents.see", 60)
entry("desk:delegations", _("代理の確認"), "people.confirm-delegation", 65, when=may_confirm)
entry("desk:addressees", _("宛名"), "people.look-up", 64, when=may_look_up)
entry("desk:matching", _("署名の照合"), "people.bind", 66, when=may_look_up)
entry("desk:searches", _("検索"), "knowledge.see-searches", 69)
entry("desk:definitions", _("定義"), "definitions.see", 70)
entry("desk:staff", _("職員"), "people.manage-staff", 80)
entry("desk:machines", _("ほかのシステム"), "people.manage-machines", 80)
entry("desk:flow", _("かかった日数"), "insight.flow", 68)
entry("desk:jobs", _("仕事の記録"), "jobs.see", 81)
entry("desk:watch", _("監査"), "audit.read", 82)
entry("desk:settings", _("設定"), "desk.use", 99)
