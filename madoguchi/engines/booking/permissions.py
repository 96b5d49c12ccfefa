"""Who may do what with a reservation. Staff: in the reservation's own section. Residents: with their own."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.people.public import Actor, permission

STAFF = {"clerk", "chief"}


def own_or_staff(by: Actor, reservation: Any) -> bool:
    return by.kind == "staff" or reservation is None or by.owns(reservation.account_id, "booking", reservation.bookable)


permission("booking.reserve", _("予約する"), roles={"anyone"})
permission("booking.see", _("予約を見る"), roles=STAFF)
permission("booking.see-own", _("自分の予約を見る"), roles={"resident"}, acting="booking")
permission("booking.cancel", _("予約を取り消す"), roles={"resident", *STAFF}, rule=own_or_staff, acting="booking")
permission("booking.change", _("予約を変える"), roles={"resident", *STAFF}, rule=own_or_staff, acting="booking")
permission("booking.take-call", _("電話や窓口で予約を受ける"), roles=STAFF)
permission("booking.manage", _("枠と休止を決める"), roles=STAFF)
