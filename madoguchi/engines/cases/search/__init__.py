"""Finding a case by who asked: marks of name, reading, birthday and telephone, kept apart from the sealed answers."""
