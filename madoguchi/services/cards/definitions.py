"""カードの更新の決まり: cards.yaml."""

from pydantic import Field

from madoguchi.city.public import Code, Definition, Text


class CardRules(Definition):
    """Who is told when, and where one comes to."""

    department: Code
    """Department that renews."""
    card_at: list[Code] = Field(min_length=1, max_length=20)
    """Bookables where a card is renewed."""
    certificate_at: list[Code] = Field(min_length=1, max_length=20)
    """Bookables where an electronic certificate is renewed."""
    notice: Code
    """The wording of the letter (notices/)."""
    months_before: int = Field(3, ge=1, le=12)
    """Months before the end at which people are told."""
    again_days_before: int = Field(30, ge=1, le=180)
    """Days before the end at which those who have not come are told once more."""
    bring: list[Text] = []
    """What to bring."""
