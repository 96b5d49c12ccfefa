"""The name under which approvals know a submission."""

SUBJECT = "procedure-text"
