"""floor: the least that a page of this house can cost. Signed in, one row read, one row written, the empty page."""
