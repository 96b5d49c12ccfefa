"""finding: the search, topics, departments, A–Z, hard words, and what other sites and robots read of them."""
