"""渡し relay: what crosses between the two sides of the network split, and how it is neither lost, doubled nor reordered.

Keeps true: what is to cross is noted in the transaction of the deed (the outgoing ledger); each direction has one
sequence without gaps; an envelope is sealed to the other side's key and signed by this one's; the other side keeps it
before it signs the receipt, takes it in one transaction, and the same envelope again has no further effect; of one
subject nothing is taken before what was sent before it; the office side makes every connection, the public side never.

Words: crossing (a kind of thing that crosses, registered by the room that owns it), envelope, enclosure (a file that
goes with it, in pieces), receipt (kept there), taken (carried out there), stuck (waits for mending; so does what
follows it of the same subject), refused (a rule says no: settled, and told to the sender by what is sent back).
"""
