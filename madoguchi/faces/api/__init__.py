"""api: the door for machines, /api/v1. What it gives is what the pages give, in the same scope."""
