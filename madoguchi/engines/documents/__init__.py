"""文書: what the city hands over – a number from the register, a sheet, a seal or 「公印省略」, and a way to verify it.

Keeps true:
- number, sheet, file and register row are written in one transaction. The number stands on the sheet, so it is taken
  first; whatever fails afterwards, a kill included, rolls the counter back with it. Therefore no number is ever without
  its document, none is missing, none is given twice (UNIQUE section, year, serial; the counter row is locked).
- the register is append-only: a document that must not stand any longer is marked by a further row, and its number
  keeps its place.
- a character that cannot be printed is never left out: the issue is refused, and the list for names says what waits.

Words: `Document` 文書, `Numbering` 番号簿, `Revocation` 効力の消滅, `NameIssue` 外字待ち, `NoticeText` 通知文,
remedies 教示.
"""
