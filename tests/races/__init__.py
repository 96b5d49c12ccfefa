"""Races: real processes on a real database, all after the same things."""
