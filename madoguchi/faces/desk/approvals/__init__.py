"""approvals: drafts that wait for the agreement of who holds the office."""
