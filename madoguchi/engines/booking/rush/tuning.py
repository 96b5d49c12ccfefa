"""How many a second are let in: a little more while the servers have time, much fewer when they have none. Slow to rise and quick
to fall, so that who is let in is served at once; the ceiling is the city's.
"""

START, LEAST = 8.0, 1.0
"""People a second at the beginning of a rush, and however busy the servers are."""
ROOM, FULL = 0.65, 0.85
"""Share of a server's time below which there is room for more, and above which there is none."""


def tuned(a_second: float, busy: float, *, most: float) -> float:
    """`busy`: the share of its time in which a server has answered of late."""
    if busy > FULL:
        a_second *= 0.7
    elif busy < ROOM:
        a_second = a_second * 1.08 + 0.5
    return min(max(a_second, LEAST), most)


def start(most: float) -> float:
    return min(START, most)
