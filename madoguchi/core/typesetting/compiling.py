"""Compiling: template and data in, PDF out."""

import json
import re
import threading
from datetime import UTC, datetime
from typing import Any, cast

import typst

from madoguchi.core.typesetting.coverage import survey, texts_in
from madoguchi.core.typesetting.faces import shelf
from madoguchi.core.typesetting.refusals import MissingGlyph, TemplateFault
from madoguchi.core.typesetting.templates import source_of

STANDARDS = ["a-2a", "ua-1"]
NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
"""Date of a sheet that has no moment of its own, such as a blank form: PDF/A wants one, and the clock is not ours."""

_one_at_a_time = threading.Lock()  # a compiler may not be entered twice; one page takes it for 4 ms
_UNSHOWN = re.compile(r'the text `"(?P<text>.*)"` could not be displayed', re.DOTALL)
_BARRED = re.compile(r"codepoint `\"(?P<text>.*)\"`", re.DOTALL)


def typeset(
    template: str,
    data: dict[str, Any],
    *,
    title: str,
    lang: str = "ja",
    fonts: tuple[str, ...] = (),
    at: datetime | None = None,
) -> bytes:
    """Set a sheet: PDF/A-2a and PDF/UA-1, tagged, fonts embedded, the same bytes for the same input.

    `data` is plain JSON. `at` is the moment written into the file; without it the `at` in the data counts.
    `fonts` are further font folders. Raises MissingGlyph with every character that no font has.
    """
    made = _compile(template, data, title=title, lang=lang, fonts=fonts, at=at, format="pdf", pdf_standards=STANDARDS)
    return cast(bytes, made)


def preview(
    template: str, data: dict[str, Any], *, title: str, lang: str = "ja", fonts: tuple[str, ...] = (), ppi: int = 100
) -> list[bytes]:
    """The same sheet as pictures (PNG), one a page: for looking at before anything is issued."""
    made = _compile(template, data, title=title, lang=lang, fonts=fonts, at=None, format="png", ppi=float(ppi))
    return cast("list[bytes]", made if isinstance(made, list) else [made])


def _compile(
    template: str,
    data: dict[str, Any],
    *,
    title: str,
    lang: str,
    fonts: tuple[str, ...],
    at: datetime | None,
    **how: Any,
) -> bytes | list[bytes]:
    source, at_hand = source_of(template), shelf(fonts)
    missing, pins = survey(texts_in(data), at_hand)
    if missing:
        raise MissingGlyph(missing)
    inputs = {
        "data": json.dumps(data, ensure_ascii=False, sort_keys=True),
        "title": title,
        "lang": lang.split("-")[0],
        "families": json.dumps(at_hand.names),
        "pins": json.dumps(sorted(pins.items()), ensure_ascii=False),
    }
    moment = at or _moment_in(data) or NO_MOMENT
    try:
        with _one_at_a_time:
            return cast(
                "bytes | list[bytes]",
                at_hand.compiler.compile(input=source, sys_inputs=inputs, timestamp=int(moment.timestamp()), **how),
            )
    except typst.TypstError as fault:
        if found := _UNSHOWN.search(fault.message) or _BARRED.search(fault.message):
            raise MissingGlyph([found["text"]]) from fault
        raise TemplateFault(template, fault.message, list(fault.hints)) from fault


def _moment_in(data: dict[str, Any]) -> datetime | None:
    at = data.get("at")
    return datetime.fromisoformat(at) if isinstance(at, str) else None
