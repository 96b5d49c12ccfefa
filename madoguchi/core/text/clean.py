"""What every typed text goes through before it is kept: nothing invisible, nothing that no other machine can show.

NFC, so that が is one letter whoever typed it – but not for compatibility ideographs: NFC would turn the 神 (U+FA19) or
福 (U+FA1B) of a person's name into another form, and the name is theirs.
"""

import re
import unicodedata
from functools import partial

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.core.text.graphemes import count_graphemes


class BadCharacter(Refused):
    """Base of the refusals; `character` and `position` (from 1, as a person counts) say which."""

    code, message = "bad-character", _("{position}文字目の「{character}」は使えません。")

    def __init__(self, character: str, position: int) -> None:
        super().__init__(character=f"U+{ord(character):04X}", position=position)
        self.character, self.position = character, position


class ControlCharacter(BadCharacter):
    code = "control-character"
    message = _("{position}文字目に、見えない制御文字（{character}）が入っています。消してください。")


class BidiOverride(BadCharacter):
    code = "bidi-override"
    message = _("{position}文字目に、文字の並ぶ向きを変える記号（{character}）が入っています。消してください。")


class BrokenCharacter(BadCharacter):
    code = "broken-character"
    message = _("{position}文字目が壊れています（{character}）。その文字を入力し直してください。")


class Gaiji(BadCharacter):
    code = "gaiji"
    message = _("{position}文字目は外字（{character}）で、ほかの機械では読めません。近い字かひらがなで入力してください。")


_REFUSED = re.compile(
    "(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f])"
    "|(?P<bidi>[\u202a-\u202e\u2066-\u2069])"
    "|(?P<gaiji>[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd])"
    "|(?P<broken>[\ud800-\udfff\ufdd0-\ufdef\ufffd"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "])"
)
_KINDS: dict[str, type[BadCharacter]] = {
    "control": ControlCharacter,
    "bidi": BidiOverride,
    "gaiji": Gaiji,
    "broken": BrokenCharacter,
}
_EMPTY = re.compile("[\u00ad\u200b\u2060\ufeff]")  # no width, no meaning: left behind by copying
_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_COMPATIBILITY = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f][\ufe00-\ufe0f\U000e0100-\U000e01ef]?)")
_compose = partial(unicodedata.normalize, "NFC")


def clean(text: str) -> str:
    """One line: outer spaces go, inner line ends and tabs become spaces. Raises BadCharacter."""
    if text.isascii() and text.isprintable():
        return text.strip()
    line = _BREAKS.sub(" ", text).replace("\n", " ").replace("\t", " ")
    return _sound(line).strip()


def clean_multiline(text: str) -> str:
    """Several lines, divided by LF whatever the machine wrote. Raises BadCharacter."""
    return _sound(_BREAKS.sub("\n", text)).strip()


def _sound(text: str) -> str:
    if bad := _REFUSED.search(text):
        assert bad.lastgroup
        raise _KINDS[bad.lastgroup](bad[0], count_graphemes(text[: bad.start()]) + 1)
    visible = _EMPTY.sub("", text)
    if unicodedata.is_normalized("NFC", visible):
        return visible
    return "".join(part if _COMPATIBILITY.match(part) else _compose(part) for part in _COMPATIBILITY.split(visible))
