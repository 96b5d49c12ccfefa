"""Who sees which record: stated here for every record type behind the gate, and so for all its lists and pages."""

import pytest

from madoguchi.engines.people.public import SCOPED, SYSTEM
from tests.gate.world import World, a_world, scoped_models

pytestmark = pytest.mark.django_db
SECTION = {"clerk of the section", "chief of the section"}
SELF = {"owner", "proxy for everything", "proxy within the scope"}
IN_THE_GROUP = {"owner", "member for the group"}
STATED: dict[str, set[str]] = {
    "mado_approvals.Approval": SECTION,
    "mado_booking.Child": {"owner", "proxy for everything"} | SECTION,
    "mado_booking.Reservation": {"owner", "proxy for everything"} | SECTION,
    "mado_cases.Application": SELF | SECTION,
    "mado_cases.Case": SELF | SECTION,
    "mado_cases.Memo": SECTION,
    "mado_cases.Message": SELF | SECTION,
    "mado_cases.Standing": SELF | SECTION,
    "mado_documents.Document": SECTION,
    "mado_forms.Draft": {"owner"},  # proxies see what they began themselves
    "mado_messages.Delivery": SECTION,
    "mado_messages.Notice": SECTION,  # this one went by letter; the portal shows what it was told to show
    "mado_messages.PrintJob": SECTION,
    "mado_people.Addressee": SECTION,
    "mado_people.Delegation": {"owner", "proxy in its own name", "proxy whose time is over"},  # each its own
    "mado_people.Group": IN_THE_GROUP,
    "mado_people.GroupMember": IN_THE_GROUP,
}
"""A new record type is stated here: those of `tests/gate/world.py` who see the row that the world has of it."""
NO_ROW: dict[str, str] = {
    "mado_authoring.Manuscript": "a text of the city's own, nobody's data; its scope is walked in services/authoring/tests",
    "mado_booking.Entry": "a lottery needs its own week; its scope is walked in booking/lottery/tests",
    "mado_booking.Lottery": "a lottery needs its own week; its scope is walked in booking/lottery/tests",
    **{
        f"mado_plan.{name}": "the plan's own progress, nobody's data; its scope is walked in services/plan/tests/test_progress"
        for name in ("Evaluation", "FollowUp", "Meeting", "Outcome", "Report", "Task")
    },
    "mado_watch.Anomaly": "needs looks that meet a rule; its scope is walked in watch/tests/test_settle",
    "mado_watch.Flag": "seen by privacy officers alone, of whom the world has none; walked in watch/tests and desk/tests",
    "mado_booking.Waiting": "needs a slot that is full; its scope is walked in desk/booking/tests/test_waiting",
    "mado_cards.Renewal": "comes from a file of another system; its scope is walked in services/cards/tests",
    **{
        f"mado_duties.{name}": "needs the rules of duties; its scope is walked in services/duties/tests"
        for name in ("Preservation", "DisposalList", "Disposal", "Assessment", "Leak")
    },
    "mado_handover.Batch": "needs a granted case; its scope is walked in services/handover/tests",
    "mado_intake.Report": "as the parcel that it is about; its scope is walked in services/intake/tests",
    "mado_intake.Parcel": "comes from another system's file; its scope is walked in services/intake/tests",
    "mado_knowledge.Checklist": "needs a life event with questions; its scope is walked in knowledge/tests",
    "mado_cases.Batch": "made and gone within one action; its scope is walked in cases/tests",
    "mado_cases.Run": "needs a granted case; its scope is walked in cases/tests and desk/tests",
    "mado_cases.Tally": "numbers without a person; its scope is walked in cases/tests",
    **{
        f"mado_insight.{name}": "days without a person; its scope is walked in desk/tests/test_flow"
        for name in ("CaseFact", "OpenFact", "StepFact", "Trace", "VariantFact")
    },
    "mado_messages.LetterReturn": "needs a letter that came back; its scope is walked in messages/tests",
    "mado_messages.PrintBatch": "needs letters bound by a job; its scope is walked in desk/tests",
    "mado_documents.NameIssue": "needs a name that no font prints; its scope is walked in documents/tests",
}
"""Record types of which the world has no row, with the reason."""


def test_record_types__each_is_stated() -> None:
    unstated = sorted(set(scoped_models()) - set(STATED) - set(NO_ROW))
    assert not unstated, f"say in {__file__} who sees {', '.join(unstated)}, and make a row in tests/gate/world.py"
    assert not (set(STATED) | set(NO_ROW)) - set(scoped_models())
    assert {key for key, _ in SCOPED.items()} <= set(scoped_models()), "registered, but without a scoped queryset"


def test_records__everybody__sees_what_is_stated_and_no_more() -> None:
    world = a_world()
    wrong = []
    for label, model in scoped_models().items():
        if label not in STATED:
            continue
        rows = world.rows(model)
        assert rows, f"the world has no {label}"
        manager = model._default_manager.get_queryset()
        assert manager.visible_to(SYSTEM).filter(pk__in=rows).count() == len(rows), f"the house itself does not see all {label}"  # type: ignore[attr-defined]
        seen = seen_by(world, model, rows)
        if seen != STATED[label]:
            wrong.append(f"{label}: more: {sorted(seen - STATED[label])}, less: {sorted(STATED[label] - seen)}")
    assert not wrong, "\n".join(wrong)


def seen_by(world: World, model: type, rows: list[object]) -> set[str]:
    queryset = model._default_manager.get_queryset()  # type: ignore[attr-defined]
    return {name for name, one in world.people.items() if queryset.visible_to(one.actor()).filter(pk__in=rows).exists()}
