"""How far a case is, in the few words that another system knows. Derived from the rows, so that nothing can be missed."""

from typing import Any

from madoguchi.engines.cases import public as cases
from madoguchi.services.intake.definitions import Stage

OF_STATE = {
    cases.State.ARRIVED: Stage.RECEIVED,
    cases.State.CORRECTING: Stage.CORRECTION,
    cases.State.NOTIFIED: Stage.DECIDED,
}
ENDS = {Stage.DONE, Stage.REFUSED, Stage.WITHDRAWN, Stage.TRANSFERRED}


def stage_of(case: Any) -> Stage:
    """Of a case with its `standing`, its transfer and its decisions at hand."""
    standing = getattr(case, "standing", None)
    if standing is not None:
        return OF_STATE.get(standing.state, Stage.WORKING)
    if case.withdrawn_at is not None:
        return Stage.WITHDRAWN
    if case.transferred is not None:
        return Stage.TRANSFERRED
    last = case.decisions.order_by("-decided_at", "-pk").first()
    return Stage.REFUSED if last is not None and last.outcome in {"refused", "rejected"} else Stage.DONE
