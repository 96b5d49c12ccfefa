"""一斉案内: 現況届, renewals: people are chosen by what was granted to them, written to, reminded, and counted off as
their answers come in.
"""
