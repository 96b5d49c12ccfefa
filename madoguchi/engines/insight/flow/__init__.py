"""かかった日数: how a case goes through the house, learned from the events alone, and where its days went.

Keeps true: a case's way is what its events say, read anew at each of them, so that an event that comes twice, late or out of
order changes nothing; the facts are the sum over the ways, kept in step by differences, rebuildable and compared nightly; the days
of a case's steps add up to its days from arrival to end; nothing here names a person.

Words: 流れ `Process` (what another room says its events mean), 工程 `Step`, 道のり `Trace` (one case's way), 事実 facts.
"""
