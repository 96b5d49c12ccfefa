"""両側の予約: what of booking crosses between the two sides.

The public side owns slots and their places; the office has a copy that follows within seconds. What the desk books, moves and
calls off is done by the public side, which it asks while the caller waits. With the line cut the desk has its quota, whose
counter it alone writes. Reservations are on both sides, whole: of one that both have changed, the public side's state stands,
but for a cancellation, which always does.
"""
