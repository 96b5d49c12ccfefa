"""The desk's entries for printing, records, staff and definitions. Pages that belong together share one, with tabs."""

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.public import may_confirm, may_guard_privacy, may_look_up
from madoguchi.faces.shell.navigation import entry, group

group("intake", _("受付"))
group("counter", _("窓口・予約"))
group("papers", _("通知・文書"))
group("people", _("人"))
group("making", _("手続きと案内"))
group("house", _("管理"))

entry("desk:approvals", _("決裁"), "approvals.see", 20)
entry("desk:intake", _("申請の登録"), "cases.take-in", 30, group="intake")
entry("desk:counters", _("窓口の当日"), "counter.see", 40, group="counter")
entry("desk:lotteries", _("抽選"), "lottery.see", 42, group="counter")
entry("desk:booking", _("予約"), "booking.take-call", 45, group="counter")
entry("desk:posting", _("発送"), "messages.print", 50, group="papers")
entry("desk:outbox", _("送信箱"), "outbox.read-all", 52, group="papers")
entry("desk:register", _("文書"), "documents.see", 60, group="papers")
entry("desk:addressees", _("宛名"), "people.look-up", 64, when=may_look_up, group="people")
entry("desk:delegations", _("代理の確認"), "people.confirm-delegation", 65, when=may_confirm, group="people")
entry("desk:matching", _("署名の照合"), "people.bind", 66, when=may_look_up, group="people")
entry("desk:searches", _("見つからなかった検索"), "knowledge.see-searches", 71, group="making")
entry("desk:definitions", _("定義"), "definitions.see", 70, group="making")
entry("desk:flow", _("かかった日数"), "insight.flow", 78, group="house")
entry("desk:staff", _("職員"), "people.manage-staff", 80, group="house")
entry("desk:machines", _("ほかのシステム"), "people.manage-machines", 80, group="house")
entry("desk:jobs", _("仕事の記録"), "jobs.see", 81, group="house")
entry("desk:watch", _("監査"), "audit.read", 82, group="house")
entry("desk:anomalies", _("閲覧の見守り"), "", 83, when=lambda by: may_guard_privacy(by) or by.may("watch.explain"), group="house")
entry("desk:settings", _("設定"), "desk.use", 99, group="house")
