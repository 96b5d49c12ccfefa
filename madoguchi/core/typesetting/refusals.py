"""What typesetting refuses, and what it reports as a fault of a template."""

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused


def shown(unit: str) -> str:
    """A character as a person can look it up: 「𠮷（U+20BB7）」; what cannot be drawn is given by its number alone."""
    codes = "+".join(f"U+{ord(c):04X}" for c in unit)
    return f"{unit}（{codes}）" if unit.isprintable() else codes


class MissingGlyph(Refused):
    """No face at hand has these characters; `chars` lists each once, in order of appearance, variants with selector."""

    code, message = "missing-glyph", _("この文字は今の書体では印字できません：{characters}")

    def __init__(self, chars: list[str]) -> None:
        super().__init__(characters="、".join(shown(c) for c in chars))
        self.chars = chars


class BadBarcode(Refused):
    code, message = "bad-barcode", _("バーコードにできない文字です：{text}")


class TemplateFault(Exception):
    """A template does not compile with the data given: an error of ours, not of the person's."""

    def __init__(self, template: str, message: str, hints: list[str]) -> None:
        self.template, self.message, self.hints = template, message, hints
        super().__init__(f"{template}: {message}" + (f" ({'; '.join(hints)})" if hints else ""))
