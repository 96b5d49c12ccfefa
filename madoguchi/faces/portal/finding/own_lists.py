"""Kept lists among one's own things."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from madoguchi.city.public import LifeEvent, all_defined
from madoguchi.engines.knowledge import public as knowledge
from madoguchi.faces.shell.things import Thing, ThingsOf, register_things


def lists(request: Any, limit: int) -> list[Thing]:
    kept = knowledge.checklists_of(request.actor, limit)
    titles = {event.code: event.title for event in all_defined(LifeEvent)} if kept else {}
    return [
        Thing(
            title=str(titles[one.event]),
            url=reverse("portal:own-checklist", args=[one.pk]),
            note=_("済み %(n)s") % {"n": len(one.done)},
        )
        for one in kept
        if one.event in titles
    ]


register_things("checklists", ThingsOf(gettext_lazy("やることリスト"), lists, position=60))
