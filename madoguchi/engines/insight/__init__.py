"""insight 見える化: what the work shows. Indicators with their series, read by everybody.

Keeps true: a figure has a unit, a source and a definition; a period has one value; a break in a series is said beside it; what was
printed stays as printed, with a note where it does not add up; an event is counted once; a request never counts.
Words: 指標 `Indicator`, 値 `Point`, 断絶 `Break` (before and after it, values are not to be compared), 計数 `Count` (how far an
indicator that we count ourselves has come), 事実 `Fact` (how many a day, a month, a fiscal year had).
"""
