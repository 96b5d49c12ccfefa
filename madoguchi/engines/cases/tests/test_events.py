"""Every event of the room says itself to colleagues; the time line of a person tells nothing from inside the house."""

import pytest

from madoguchi.core.events.public import event_classes

HERE = [event for event in event_classes() if event.kind.startswith("cases.")]


@pytest.mark.parametrize("event", HERE)
def test_event__sentence__is_there(event):
    assert str(event.sentence).endswith("。")
    assert event.to_person is None or str(event.to_person).endswith("。")


@pytest.mark.parametrize("kind", ["cases.note-written", "cases.proposed", "cases.proposal-ended", "cases.assigned"])
def test_event__inside_the_house__is_not_told_to_the_person(kind):
    assert next(event for event in HERE if event.kind == kind).to_person is None
