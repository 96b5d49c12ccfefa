"""Furigana: 漢字（かんじ） becomes <ruby>. Readings stand in the texts in brackets, so that mails have them too."""

import re
from collections.abc import Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString

_KANJI = "[一-鿿㐀-䶿豈-﫿々〆ヶ\U00020000-\U0003ffff]"
PATTERN = re.compile(rf"({_KANJI}+)（([ぁ-ゖー・]+)）")
_MARKED = r"<ruby>\1<rp>（</rp><rt>\2</rt><rp>）</rp></ruby>"
_TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_PLAIN = ("title", "option", "textarea", "script", "style", "ruby")
"""What can hold text alone, or has its readings already."""


def ruby(text: str, reading: str) -> SafeString:
    return format_html("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>", text, reading)


def annotate(escaped: str) -> str:
    """In text that is already escaped. Text around a reading stays with it in one element: a row of boxes, such as a
    button, would else tear them apart."""
    marked, found = PATTERN.subn(_MARKED, escaped)
    if not found or PATTERN.fullmatch(escaped.strip()):
        return marked
    words = marked.strip()
    before, after = marked.split(words, 1)
    return f"{before}<span>{words}</span>{after}"


def annotate_html(page: str) -> str:
    """In all text of a page that may hold elements."""
    return "".join(_pieces(page)) if "（" in page else page


def _pieces(page: str) -> Iterator[str]:
    inside = ""
    for piece in _TAG.split(page):
        if not piece.startswith("<"):
            yield piece if inside else annotate(piece)
            continue
        yield piece
        name = re.match(r"</?([a-zA-Z0-9]*)", piece)
        tag = name[1].lower() if name else ""
        if tag in _PLAIN:
            if piece.startswith("</"):
                inside = "" if tag == inside else inside
            elif not inside and not piece.endswith("/>"):
                inside = tag
