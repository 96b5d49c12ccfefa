"""Who may do what. Rights are those of a post in the section of the record; the department of records sees all sections."""

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.public import permission, purpose

STAFF = {"clerk", "chief"}

permission("duties.see", _("記録の保存と廃棄を見る"), roles={*STAFF, "auditor"})
permission("duties.dispose", _("記録の廃棄を伺う"), roles=STAFF)
permission("duties.hold", _("記録の廃棄を止める・止めるのを終える"), roles={*STAFF, "auditor"})
permission("duties.registers", _("個人情報のファイル簿と評価を見る"), roles={*STAFF, "auditor", "administrator"})
permission("duties.publish", _("個人情報ファイル簿を公表する"), roles={"chief"})
permission("duties.assess", _("特定個人情報保護評価を作る"), roles=STAFF)
permission("duties.adopt", _("特定個人情報保護評価を確定する"), roles={"chief"})
permission("duties.leaks", _("漏えい等を記録し、報告する"), roles=STAFF)

purpose("records", _("記録の保存と廃棄"))
purpose("leak", _("漏えい等への対応"))
