"""rush 順番待ち: when more people come than can be served, they are let in one after the other, as they came.

Keeps true: a number is given once and keeps its place; whoever came first is let in first, whichever process answers; while
few come nobody waits and nothing is written.
Words: 改札 `Gate`, 番号 number, 順番 `Turn`.
"""
