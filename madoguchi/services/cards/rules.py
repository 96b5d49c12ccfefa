"""The city's rules for cards."""

from madoguchi.city import public as city
from madoguchi.services.cards.definitions import CardRules
from madoguchi.services.cards.refusals import NotDefined


def rules() -> CardRules:
    """Raises NotDefined."""
    for found in city.all_defined(CardRules):
        return found
    raise NotDefined
