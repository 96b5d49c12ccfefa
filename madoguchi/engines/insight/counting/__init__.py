"""counting 計数: indicators that Madoguchi counts itself, from its own events.

Keeps true: an event is counted once, whatever is run twice or breaks off; what is shown can be made anew from the events at any
time; a request never counts; small counts are not told.
"""
