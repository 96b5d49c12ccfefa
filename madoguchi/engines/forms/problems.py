"""Problem: what stands in the way of an answer, said in a sentence at its field."""

from dataclasses import dataclass, replace

from madoguchi.core.refused import Refused


@dataclass(frozen=True)
class Problem:
    """`path` as in answers (`children[0].birth`), `part` the input in it; `confirm`: explains, and may be confirmed."""

    path: str
    code: str
    sentence: str
    confirm: bool = False
    part: str = ""

    @property
    def key(self) -> str:
        """What a confirmation of it is remembered by."""
        return f"{self.path}#{self.code}"

    def at(self, path: str) -> "Problem":
        return replace(self, path=path)


def bad(code: str, sentence: str, *, part: str = "", confirm: bool = False) -> Problem:
    """A problem whose place is filled in later."""
    return Problem("", code, sentence, confirm, part)


class Unparsable(Exception):
    """Raised by a field type for something typed that it can't read."""

    def __init__(self, code: str, sentence: str, part: str = "") -> None:
        super().__init__(code)
        self.problem = bad(code, sentence, part=part)

    @classmethod
    def by(cls, refused: Refused, part: str = "") -> "Unparsable":
        return cls(refused.code, str(refused), part)
