"""かかった日数: where the days of cases went, for who answers for a department. Pages of an engine (`insight`): they stand here."""
