"""監査: who did and who looked at what, in ids and codes, chained so that no entry can be changed unseen.

Keeps true: an entry is written in the transaction of what it tells of, and never changes; one sealer at a time chains
the committed entries, each once; `verify` recomputes the chain and names the first entry that is wrong; what was the
end of it on a day is known outside of the database, too.

Words: entry (one line), look (an entry for reading, one a person, session, subject, purpose and hour), seal (a link of
the chain over a batch of entries), anchor (the end of the chain of a day, in a file kept elsewhere), export (a list that
leaves the house, with a number), code (what may stand in an entry: ids, codes, numbers, dates; never names or sentences).
"""
