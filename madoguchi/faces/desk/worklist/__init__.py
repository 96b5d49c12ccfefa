"""work: the queue of the own section, the promise that breaks first on top, and the search by number."""
