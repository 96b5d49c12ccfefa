"""両側をつなぐ線: the public side owns the places. While the line to it is cut the office gives only from its quota."""

from madoguchi.core.refused import NotPermitted
from madoguchi.core.relay.public import is_up
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.models import Hold, Seat
from madoguchi.engines.booking.refusals import LineCut, NotFromQuota


def is_cut() -> bool:
    """Only an office that stands apart can be cut off: one house with both sides has its places at hand."""
    return zone_here() is Zone.OFFICE and not is_up()


def from_quota(bookable: Bookable, extras: tuple[str, ...], *, asked: bool, desk: bool) -> bool:
    """Whether places are taken from the quota: where that is asked for, and always while the line is cut.

    Raises NotPermitted for others than the desk; NotFromQuota for what needs a room or a person, which cannot be halved
    between two networks.
    """
    if asked and not desk:
        raise NotPermitted
    if not desk or not is_cut():
        return asked
    if bookable.needed(extras):
        raise NotFromQuota
    return True


def may_touch_places(hold: Hold) -> None:
    """Raises LineCut where the places are the public side's and it can't be reached."""
    if is_cut() and Seat.objects.filter(hold=hold, released_at=None, from_quota=False).exists():
        raise LineCut
