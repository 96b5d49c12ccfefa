"""mine: what is open for the person: applications with their time line, corrections, notices, who looked."""
