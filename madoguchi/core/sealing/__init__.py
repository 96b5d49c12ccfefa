"""封緘: what must be readable only while it may be. Each subject's data have a key of their own; destroying it erases
them.

Keeps true: data are sealed by AES-256-GCM under the key of their subject, bound to a context, so that a sealed piece
cannot be put in another's place; keys lie in the database only wrapped, by the key ring or by X25519 to the office's
public key; no unwrapped key is kept in memory beyond the call that needs it; outside the demo nothing starts with
sample secrets. The wrapped key of a subject is also in older backups: they open only with the ring, which is not in
them.

Words: data key (one a subject), key ring (`MADOGUCHI_KEYS`; the first wraps, all open), office key (its private half is
on the office side alone), context (what a sealed piece is for, e.g. "draft.answers:<id>").
"""
