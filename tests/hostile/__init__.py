"""Hostile and clumsy input over real HTTP, against the city's own definitions. Each must get a clear sentence in the reader's
language, at its field, and lose nothing of what was typed.
"""
