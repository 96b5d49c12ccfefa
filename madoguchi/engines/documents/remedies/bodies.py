"""審査庁: to whom a request for review goes, and who stands for the city in court."""

from collections.abc import Callable
from dataclasses import dataclass

from madoguchi.city.public import CityInfo


@dataclass(frozen=True)
class Body:
    """`reviewer` names it for a city; `must_appeal_first`: by law, whatever the procedure says (審査請求前置)."""

    reviewer: Callable[[CityInfo], str]
    must_appeal_first: bool = False
    board: bool = False
    """The board of education made the decision, and stands for the city in court."""


BODIES: dict[str, Body] = {
    "mayor": Body(lambda city: city.mayor_title),
    "prefecture": Body(lambda city: city.prefecture.governor_title),
    "care-board": Body(lambda city: city.prefecture.care_board, must_appeal_first=True),
    "health-insurance-board": Body(lambda city: city.prefecture.health_insurance_board, must_appeal_first=True),
    "elderly-care-board": Body(lambda city: f"{city.prefecture.name.ja}後期高齢者医療審査会", must_appeal_first=True),
    "board-of-education": Body(lambda city: city.board_of_education or city.mayor_title, board=True),
    "legal-affairs-bureau": Body(lambda city: f"{city.name.ja}を管轄する法務局または地方法務局の長"),
}
NONE = "none"
"""Acts against which there is nothing to say: answers, contracts, notices of fact."""
