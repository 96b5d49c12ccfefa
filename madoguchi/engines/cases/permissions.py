"""Who may do what with a case. Staff: in the case's own section. Residents: with their own."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.public import Actor, permission

STAFF = {"clerk", "chief"}


def own_or_staff(by: Actor, case: Any) -> bool:
    if by.kind == "staff" or case is None:
        return True
    return by.owns(case.account_id, "procedure", case.procedure, delegation=case.application.delegation_id)


def own_application(by: Actor, application: Any) -> bool:
    return by.owns(application.account_id, "procedure", application.procedure, delegation=application.delegation_id)


permission("cases.see", _("案件を見る"), roles=STAFF | {"machine"})
permission("cases.hand-in", _("ほかのシステムから申請を届ける"), roles={"machine"})
permission("cases.see-own", _("自分の申請を見る"), roles={"resident"}, acting="procedure")
permission("cases.submit", _("申請する"), roles={"anyone"}, acting="procedure")
permission("cases.accept", _("受け付ける"), roles=STAFF)
permission("cases.review", _("審査を始める"), roles=STAFF)
permission("cases.assign", _("担当を決める"), roles=STAFF)
permission("cases.request-correction", _("補正を求める"), roles=STAFF)
permission("cases.correct", _("補正する"), roles={"resident", *STAFF}, rule=own_or_staff, acting="procedure")
permission("cases.choose-visit", _("来庁の日時を選び直す"), roles={"resident"}, rule=own_application, acting="procedure")
permission("cases.propose", _("起案する"), roles=STAFF)
permission("cases.decide", _("決定する"), roles={"chief"})
permission("cases.settle", _("受理・受領・回答する"), roles=STAFF)
permission("cases.extend", _("決定の時期を延ばす"), roles=STAFF)
permission("cases.transfer", _("移送する"), roles=STAFF)
permission("cases.link", _("前の案件と結びつける"), roles=STAFF)
permission("cases.notify", _("通知する"), roles=STAFF)
permission("cases.complete", _("完了とする"), roles=STAFF)
permission("cases.withdraw", _("取り下げる"), roles={"resident", *STAFF}, rule=own_or_staff, acting="procedure")
permission("cases.take-in", _("紙などの申請を登録する"), roles=STAFF)
permission("cases.attach", _("書類を後から加える"), roles={"resident", *STAFF}, rule=own_or_staff, acting="procedure")
permission("cases.run", _("一斉案内を送る"), roles=STAFF)
permission("cases.message", _("案件のやりとりに書く"), roles={"resident", *STAFF}, rule=own_or_staff, acting="procedure")
permission("cases.note", _("メモを書く"), roles=STAFF)
permission("cases.record-identity", _("本人確認を記録する"), roles=STAFF)
