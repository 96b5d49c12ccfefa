"""Every event of the room says itself."""

import pytest

from madoguchi.core.events.public import event_classes


@pytest.mark.parametrize("event", [e for e in event_classes() if e.kind.startswith(("messages.", "approvals."))])
def test_event__sentence__is_there(event):
    assert str(event.sentence).endswith("。")
