"""出来事: what happened, as facts in the past tense, and who wants to know.

Keeps true: an event is written in the transaction of the deed it tells of, together with its audit entry and one job
for each subscriber (the outbox is the job table, on the same database); it never changes; it carries ids and codes,
never names, addresses or free text; each subscriber's effects on the database happen exactly once.

Words: event (a frozen dataclass, what the code speaks), stored event (its row: the envelope), subscriber (a function
that wants an event), handled (the row that says a subscriber has had it).
"""
