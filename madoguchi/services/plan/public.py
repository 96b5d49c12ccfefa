"""The door of plan."""

from madoguchi.services.plan.book import Book, Standing, book_of_folder
from madoguchi.services.plan.definitions.edition import Edition
from madoguchi.services.plan.definitions.measure import Line, Measure
from madoguchi.services.plan.definitions.plan import Plan, Policy

__all__ = ["Book", "Edition", "Line", "Measure", "Plan", "Policy", "Standing", "book_of_folder"]
