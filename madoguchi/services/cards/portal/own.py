"""わたしのもの: a card or its certificates that have to be renewed."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madoguchi.core.calendar.public import format_date
from madoguchi.faces.shell.things import Thing, ThingsOf, register_things
from madoguchi.services.cards.queries import own_renewals


def renewals(request: Any, limit: int) -> list[Thing]:
    found = []
    for row, token in own_renewals(request.actor, request.received_at)[:limit]:
        ends = _("有効期限 {day}").format(day=format_date(row.expires_on, request.language.code))
        state, colour = (_("予約済み"), "good") if row.reserved else (_("予約してください"), "warn")
        title = _("マイナンバーカードの更新") if row.what == "card" else _("電子証明書の更新")
        found.append(Thing(title, reverse("cards:invitation", args=[token]), state, colour, ends))
    return found


register_things("cards", ThingsOf(gettext_lazy("カードの更新"), renewals, position=25))
