"""署名者と申請書の照合: the certificate's facts beside what the form says. A difference is for a clerk, never a refusal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from madoguchi.core.text.public import fold, graphemes, same_address, same_name
from madoguchi.engines.people.card.certificate import Facts


class Fit(StrEnum):
    """`SPELLING`: only width, spaces or the form of a letter differ. `SUBSTITUTE`: the certificate itself says that it writes a
    letter otherwise than the register (代替文字), and nothing else differs. `UNSAID`: one of the two does not say it."""

    SAME = "same"
    SPELLING = "spelling"
    SUBSTITUTE = "substitute"
    DIFFERS = "differs"
    UNSAID = "unsaid"


@dataclass(frozen=True)
class Written:
    """What the form says of the person who asks; empty where it does not ask."""

    name: str = ""
    birth: str = ""
    address: str = ""


@dataclass(frozen=True)
class Compared:
    """`field`: name, birth or address."""

    field: str
    fit: Fit


def compare(facts: Facts, written: Written) -> tuple[Compared, ...]:
    return (
        Compared("name", name_fit(written.name, facts.name, facts.name_flags)),
        Compared("birth", birth_fit(written.birth, facts.birth)),
        Compared("address", address_fit(written.address, facts.address, facts.address_flags)),
    )


def waits_for_clerk(compared: Iterable[Compared]) -> bool:
    """A name that the form does not give, or anything that differs by more than its spelling."""
    found = {one.field: one.fit for one in compared}
    return bool(found) and (Fit.DIFFERS in found.values() or Fit.SUBSTITUTE in found.values() or found.get("name") is Fit.UNSAID)


def name_fit(written: str, said: str, flags: str) -> Fit:
    if not _bare(written) or not _bare(said):
        return Fit.UNSAID
    if "".join(written.split()) == "".join(said.split()):
        return Fit.SUBSTITUTE if "1" in flags else Fit.SAME
    if same_name(written, said):
        return Fit.SUBSTITUTE if "1" in flags else Fit.SPELLING
    return Fit.SUBSTITUTE if _but_for_substitutes(written, said, flags) else Fit.DIFFERS


def address_fit(written: str, said: str, flags: str) -> Fit:
    if not _bare(written) or not _bare(said):
        return Fit.UNSAID
    if written == said:
        return Fit.SUBSTITUTE if "1" in flags else Fit.SAME
    if same_address(written, said):
        return Fit.SUBSTITUTE if "1" in flags else Fit.SPELLING
    return Fit.SUBSTITUTE if _but_for_substitutes(written, said, flags) else Fit.DIFFERS


def birth_fit(written: str, said: date | None) -> Fit:
    if not written or said is None:
        return Fit.UNSAID
    try:
        return Fit.SAME if date.fromisoformat(written) == said else Fit.DIFFERS
    except ValueError:
        return Fit.UNSAID


def _but_for_substitutes(written: str, said: str, flags: str) -> bool:
    """Whether all letters fit but those that the certificate marks; a flag stands for each of its letters, spaces included."""
    letters = graphemes(said)
    if "1" not in flags or len(flags) != len(letters):
        return False
    there = [(letter, flag) for letter, flag in zip(letters, flags, strict=True) if _bare(letter)]
    here = [letter for letter in graphemes(written) if _bare(letter)]
    if len(here) != len(there):
        return False
    return all(flag == "1" or fold(one) == fold(letter) for one, (letter, flag) in zip(here, there, strict=True))


def _bare(text: str) -> str:
    return "".join(text.split())
