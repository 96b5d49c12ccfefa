"""Two sides, two databases, real processes, and a line between them that breaks."""
