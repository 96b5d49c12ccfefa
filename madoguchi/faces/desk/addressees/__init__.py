"""addressees: finding a person of the registers, and one of them with household, history and certificates."""
