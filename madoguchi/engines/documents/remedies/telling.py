"""Telling: the paragraphs of the 教示 for a decision."""

from django.utils.translation import gettext_lazy as _

from madoguchi.city import public as city_room
from madoguchi.city.public import CityInfo
from madoguchi.core.refused import Refused
from madoguchi.engines.documents.definitions import NoticeText
from madoguchi.engines.documents.filling import fill
from madoguchi.engines.documents.remedies.bodies import BODIES, NONE
from madoguchi.engines.documents.remedies.wording import GENERAL, REVIEW_FIRST


class UnknownBody(Refused):
    code, message = (
        "unknown-appeal-body",
        _("教示の審査庁「{body}」を知りません。手続の appeal_body を直してください。"),
    )


def remedies_for(body: str, *, must_appeal_first: bool, city: CityInfo, language: str = "ja") -> list[str]:
    """The paragraphs, none for `none`. The city's own wording wins over ours. Raises UnknownBody."""
    if body == NONE:
        return []
    if body not in BODIES:
        raise UnknownBody(body=body)
    found = BODIES[body]
    names = {
        "reviewer": found.reviewer(city),
        "city": city.name.ja,
        "representative": (city.board_of_education if found.board else "") or city.mayor_title,
    }
    own = city_room.current("notice", f"remedies-{body}")
    if own is not None and isinstance(own.definition, NoticeText):
        texts = [paragraph.in_(language) for paragraph in own.definition.paragraphs]
    else:
        texts = [str(text) for text in (REVIEW_FIRST if must_appeal_first or found.must_appeal_first else GENERAL)]
    return [fill(text, names, template=f"remedies-{body}") for text in texts]
