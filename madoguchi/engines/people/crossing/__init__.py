"""What of people crosses between the two sides: accounts and delegations to the office; how they stand, and whether others may
act for an account, back.
"""

from madoguchi.engines.people.crossing import delegations, representation  # noqa: F401  they register themselves
from madoguchi.engines.people.crossing.accounts import say_account, take_account
from madoguchi.engines.people.crossing.delegations import say_delegation, take_delegation

__all__ = ["say_account", "say_delegation", "take_account", "take_delegation"]
