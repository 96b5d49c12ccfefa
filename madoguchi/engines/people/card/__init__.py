"""マイナンバーカードの電子署名: is this signature of that person, over these bytes, at that time, and what proves it later.

Keeps true: only what was looked into is said. A certificate whose revocation nobody asked about is never called valid;
a difference in how a name is written is for a person to judge, never for a machine to refuse. Nothing here knows 個人番号.
"""
