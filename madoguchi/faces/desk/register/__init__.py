"""文書番号簿: every number that a section has given in a fiscal year, those that stand no longer marked."""
