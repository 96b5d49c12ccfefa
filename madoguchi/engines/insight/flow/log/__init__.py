"""記録の書き出し: the ways of cases as a log that tools of process mining read (XES, OCEL 2.0), sent row by row."""
