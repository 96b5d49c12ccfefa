"""handover 基幹システムへの引渡し: what a case says is typed into no core system twice; it goes there as a file.

Keeps true: a case is in one batch of a hand-over, unless its line was rejected there; a letter that the other system cannot write
is shown before, never replaced silently; what was handed over and what came of it can be read years later.
Words: 引渡し `Handover`, 束 `Batch`, 行 `Line`, 受領の確認 acknowledgement.
"""
