"""home: the first page, the finder, life events, a procedure's own page and its blank sheet."""
