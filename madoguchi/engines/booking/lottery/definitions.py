"""抽選の決まり: one file of lotteries/."""

from pydantic import Field

from madoguchi.city.public import Code, Definition, Part, Text


class Wins(Part):
    """How often one may win."""

    entry: int = Field(1, ge=1, le=10)
    """Most wishes that one entry may win."""
    holder: int = Field(1, ge=1, le=10)
    """Most wins of one person or one group in this lottery."""


class Chances(Part):
    """重み: how many lots an entry has. One, unless a line here gives more."""

    lost_last: int = Field(1, ge=1, le=5)
    """Lots of those who took part in the last draw of this lottery and won nothing."""
    groups: int = Field(1, ge=1, le=5)
    """Lots of a group."""
    rest_after_win: bool = False
    """Whether those who won in the last draw sit out this one."""


class LotteryRules(Definition):
    """抽選: for what, with how many wishes, who may win how often. Never for what the law gives by need."""

    department: Code
    """Department that prepares and draws."""
    bookables: list[Code] = Field(min_length=1, max_length=50)
    """What is drawn for: slots of these (booking/)."""
    summary: Text | None = None
    """One sentence for those who think about entering."""
    wishes: int = Field(3, ge=1, le=10)
    """Most wishes, in their order."""
    wins: Wins = Wins()
    """How often one may win."""
    party_counts: bool = True
    """Whether a party of three takes three places of a slot; otherwise one reservation takes one place."""
    chances: Chances = Chances()
    """How many lots an entry has."""
    groups: bool = False
    """Whether a group may enter, once, by its account."""
    residents_only: bool = False
    """Whether only those who say that they live in the city may enter."""
    objection_hours: int = Field(24, ge=0, le=24 * 14)
    """Hours between the publication of the list of lots and the draw, in which everybody can look for their own lots."""
    entropy: Text | None = None
    """The public figure, which nobody can know or bend beforehand, that goes into the draw: where and when it appears."""
