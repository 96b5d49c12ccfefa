"""pages: help, accessibility, privacy, and the check of a notice."""
