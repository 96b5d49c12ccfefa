"""plan 計画: the city's digital plan as data, its editions, its progress and what its headquarters decides.

Keeps true: an edition says only what changed and why, the rest stands as before, so any edition can be written out whole and
any two compared; a quarter of a measure has one report in force; what the public sees is a row of its own, written when a
report has been reviewed; nothing is called late after the last day of the plan's period.
Words: 版 `Edition`, 施策 `Measure`, 実施工程 `Line` (one row of the roadmap), 報告 `Report`, 確認 `Review`, 評価 `Evaluation`,
本部 the headquarters, 検討部会 the working group.
"""
