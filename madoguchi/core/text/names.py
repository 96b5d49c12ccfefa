"""氏名: a person's name, kept as it was given, with its reading and how sure that is.

振り仮名 stand in 戸籍 and 住民票 since 2025-05-26 (戸籍法13条, 住民基本台帳法7条); 氏 and 名 are confirmed apart,
and an unconfirmed reading is printed as asterisks.
"""

from dataclasses import dataclass
from enum import StrEnum

from madoguchi.core.text.clean import clean
from madoguchi.core.text.fold import fold
from madoguchi.core.text.kana import kana

_HIDDEN = "*" * 8


class KanaStatus(StrEnum):
    UNCONFIRMED = "unconfirmed"  # 未公証: a reading for convenience
    CONFIRMED = "confirmed"  # 公証済


@dataclass(frozen=True)
class PersonName:
    """氏 and 名. A foreign resident's name may have one part only, or keep its half-width spaces inside a part."""

    family: str
    given: str = ""
    family_kana: str = ""
    given_kana: str = ""
    family_kana_status: KanaStatus = KanaStatus.UNCONFIRMED
    given_kana_status: KanaStatus = KanaStatus.UNCONFIRMED

    @classmethod
    def of(cls, name: str, reading: str = "") -> "PersonName":
        """From `氏　名` and its reading, split at the first full-width space, as 住民票 and certificates write them.

        Raises BadCharacter, NotKana.
        """
        return cls(*split_name(clean(name)), *split_name(kana(reading)))

    @property
    def full(self) -> str:
        return "　".join(filter(None, (self.family, self.given)))

    @property
    def full_kana(self) -> str:
        return "　".join(filter(None, (self.family_kana, self.given_kana)))

    @property
    def printed_kana(self) -> str:
        """The reading as 住民票 prints it."""
        parts = ((self.family_kana, self.family_kana_status), (self.given_kana, self.given_kana_status))
        return "　".join(reading if status is KanaStatus.CONFIRMED else _HIDDEN for reading, status in parts if reading)

    @property
    def key(self) -> str:
        return fold(self.family + self.given)

    @property
    def kana_key(self) -> str:
        return fold(self.family_kana + self.given_kana)

    def __str__(self) -> str:
        return self.full


def split_name(name: str) -> tuple[str, str]:
    """At the first full-width space; without one, all of it is the family part."""
    family, _space, given = name.strip().partition("　")
    return family, given.strip()


def same_name(one: str, other: str) -> bool:
    """Whether two spellings may be one name. A yes is a candidate for a person to confirm, not a proof."""
    return fold(one) == fold(other)
