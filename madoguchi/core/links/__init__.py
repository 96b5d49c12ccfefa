"""宛先: where a thing is, as an address. Rooms below the faces say "the case so-and-so"; the faces know the page.

Keeps true: an address is absolute, under the address of the house, and of a kind that a face has registered.

Words: kind (e.g. "case"), audience (portal: the resident's page; desk: the clerk's).
"""
