"""limits 回数: how often somebody may ask within a minute, counted for all processes of a side together.

Keeps true: whoever asks little costs no write; whoever asks much is counted in the database by shares, one statement a share; no
more is granted within a minute than the limit and what each process gives away unasked (a twentieth of the limit).

Words: share (so many requests at once, taken from what is left), who (a code of the caller, never an address in clear).
"""
