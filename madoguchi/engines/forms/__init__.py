"""forms 様式: what is asked. One definition is the pages on a phone, the printed sheet and the schema of the API.

Keeps true: the path is recomputed from the answers, hidden answers take no part; a save never overwrites what
another tab saved; a draft is handed in once; My Numbers stand sealed apart from all other answers; a rule that says
"not eligible" explains and asks to confirm, it never bars.
Words: 様式 `FormSpec`, ページ `Page`, 問い `Question`, 回答 answers, 下書き `Draft`, 添付 `Slot`, 手伝い `Help`.
"""
