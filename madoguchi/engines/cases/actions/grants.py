"""内訳と限度額: the lines of a grant, and what it takes from limits. Written in the transaction of the decision."""

from typing import Any

from madoguchi.engines.cases.content import Content, basis_of, typed
from madoguchi.engines.cases.limits import hold, take
from madoguchi.engines.cases.models import Decision, Grant, Outcome
from madoguchi.engines.cases.sealed import hide, hide_json


def write_grants(decision: Decision, case: Any, content: Content) -> None:
    """Raises OverLimit."""
    for line in content.lines:
        context = f"{decision.id}:{line.path}"
        Grant.objects.create(
            decision=decision,
            path=line.path,
            outcome=line.outcome,
            yen=line.yen,
            sealed_name=hide(case.key, line.name, f"cases.grant-name:{context}"),
            sealed_reason=hide(case.key, line.reason, f"cases.grant-reason:{context}"),
            sealed_values=hide_json(case.key, line.values, f"cases.grant-values:{context}"),
        )
    if decision.outcome == Outcome.GRANTED:
        take_from_limits(decision, case, content)


def take_from_limits(decision: Decision, case: Any, content: Content) -> None:
    """The person's account is held first, then the rest is reckoned anew: two grants at once can't both have it."""
    limited = [one for one in case.definition.calculate if one.left]
    if not limited:
        return
    basis = basis_of(case)
    for one in limited:
        hold(one, basis.names)
    basis = basis_of(case)
    names = {**basis.names, **typed(case.definition, content.values)}
    for one in limited:
        rest = next((found.value for found in basis.calculated if found.id == one.id), None)
        take(decision, one, names, content.values, rest)


def lines_of(decision: Decision | None) -> list[dict[str, Any]] | None:
    """The lines of an earlier decision, as a further one begins with them."""
    if decision is None:
        return None
    return [
        {"path": one.path, "outcome": one.outcome, "yen": one.yen, "reason": one.reason, "values": one.values}
        for one in decision.grants.select_related("decision__case__key")
    ]
