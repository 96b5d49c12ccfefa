"""ファイル: what people hand in and what the house makes, kept encrypted.

Keeps true: what is kept was looked into, not believed by its name; it is bounded in size and number; nothing in it can
act by itself when opened; pictures are made anew, upright, reduced, without the place where they were taken (the
original of a picture is not kept); on disk lie only encrypted bytes, whole or not at all; a refusal says how to mend.

Words: kind (what a file is by its content), limits (what a place takes), scanner (a further opinion, e.g. ClamAV), blob
(the encrypted bytes), store (where blobs lie: a folder, or an object store registered under another name).
"""
