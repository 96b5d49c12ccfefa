"""A department's own work, one room a counter, with its own pages; built on the engines, never on each other."""
