"""cases: a case on one screen, and the actions that this person may do now."""
