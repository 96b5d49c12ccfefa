"""comparing: two editions beside each other, down to the words inside a sentence and the cells of a roadmap."""
