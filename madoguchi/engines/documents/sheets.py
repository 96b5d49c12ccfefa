"""Sheets: plain data for the templates in templates_typ/ – the frame that every letter has, and what a notice says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from madoguchi.city.public import CityInfo, Department
from madoguchi.core.calendar.public import to_wareki
from madoguchi.core.links.public import UnknownKey, address_of, link_to
from madoguchi.core.money.public import yen
from madoguchi.core.typesetting.public import qr_svg, register_template
from madoguchi.engines.documents.definitions import NoticeText
from madoguchi.engines.documents.filling import UnknownName, fill
from madoguchi.engines.documents.remedies import remedies_for
from madoguchi.engines.documents.seals import seal_picture
from madoguchi.engines.documents.tokens import shown_token
from madoguchi.engines.documents.values import values_of

NOTICE, LETTER, ADDRESS = "documents/notice", "documents/letter", "documents/address"
VERIFY = "document-verify"
_FOLDER = Path(__file__).parent / "templates_typ"


def register() -> None:
    for name in (NOTICE, LETTER, ADDRESS):
        register_template(name, _FOLDER / f"{name.rsplit('/', 1)[-1]}.typ")


QR_MASK = 2
"""Of the eight patterns one that suits any code: the token is random, and looking for the best would cost more than the sheet."""


@dataclass(frozen=True)
class Frame:
    """What every letter has: from whom, on which day, under which number, how it is verified."""

    city: CityInfo
    department: Department | None
    on: date
    number: str
    token: str
    seal: str
    sender: str = "mayor"
    substituted: bool = False

    def data(self, heading: str) -> dict[str, Any]:
        board = self.sender == "board-of-education" and self.city.board_of_education
        return {
            "title": heading,
            "demo": bool(settings.MADO_DEMO),
            "city": self.city.name.ja,
            "number": self.number,
            "date": to_wareki(self.on),
            "sender": self.city.board_of_education if board else self.city.mayor_title,
            "seal": seal_picture(self.sender) if self.seal == "printed" else "",
            "seal_words": _("（公印省略）") if self.seal == "omitted" else "",
            "contact": self._contact(),
            "verify": self._verify(),
            "note": _("お名前などの一部の文字は、代わりの字で印字しています。") if self.substituted else "",
        }

    def _contact(self) -> list[str]:
        one, city = self.department, self.city
        phone, note = (one.phone, one.phone_note) if one else (city.phone, city.phone_note)
        return [
            f"{city.name.ja}　{one.name.ja}" if one else city.name.ja,
            (one.place if one else city.address).ja,
            _("電話 {phone}").format(phone=phone) + (f"（{note}）" if note else ""),
            ((one.hours if one else None) or city.hours).ja,
        ]

    def _verify(self) -> dict[str, str]:
        address = verify_address(self.token)
        return {"address": address, "token": shown_token(self.token), "qr": qr_svg(address, mask=QR_MASK)}


def verify_address(token: str) -> str:
    """Where anybody may verify a document; a plain path where no face has said otherwise."""
    try:
        return link_to(VERIFY, token)
    except UnknownKey:
        return f"{address_of('portal').rstrip('/')}/verify/{token}"


def notice_sheet(notice: NoticeText, data: Mapping[str, Any], frame: Frame) -> dict[str, Any]:
    """The data of `documents/notice`. Raises UnknownName and BadPlace."""
    values = values_of(data, city=frame.city, department=frame.department, on=frame.on, number=frame.number)

    def said(text: str) -> str:
        return fill(text, values, template=notice.code)

    heading = said(notice.title.ja)
    against = bool(data.get("remedies"))
    told = notice.remedies or against
    return {
        **frame.data(heading),
        "recipient": recipient_of(data),
        "paragraphs": [said(text.ja) for text in notice.paragraphs],
        "rows": list(_rows(notice, values, said)),
        "after": [said(text.ja) for text in notice.after],
        "breakdown": _breakdown(data) if notice.breakdown else [],
        "reason": _lines(str(data.get("reason", ""))) if notice.reason or against else [],
        "remedies": remedies_for(
            str(data.get("appeal_body") or "mayor"),
            must_appeal_first=bool(data.get("must_appeal_first")),
            city=frame.city,
        )
        if told
        else [],
    }


def plain_sheet(data: Mapping[str, Any], heading: str, frame: Frame) -> dict[str, Any]:
    """The data of any other template: what was given, within the frame."""
    return {"paragraphs": [], **data, **frame.data(heading), "recipient": recipient_of(data)}


def recipient_of(data: Mapping[str, Any]) -> dict[str, Any]:
    given = data.get("recipient") or {}
    return {
        "name": str(given.get("name", "")),
        "postcode": str(given.get("postcode", "")),
        "lines": [str(line) for line in given.get("lines", ())],
        "honorific": str(given.get("honorific", "様")),
    }


def _rows(notice: NoticeText, values: Mapping[str, Any], said: Any) -> Any:
    for row in notice.rows:
        value = values.get(row.value)
        if row.optional and value in (None, "", []):
            continue
        if value is None:
            raise UnknownName(template=notice.code, place="{" + row.value + "}")
        yield [said(row.label.ja), [str(one) for one in value] if isinstance(value, list) else (str(value) or "－")]


def _breakdown(data: Mapping[str, Any]) -> list[list[str]]:
    return [[str(one["place"]), str(yen(int(one["yen"]))), str(one["why"])] for one in data.get("lines", ())]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
