"""waiting キャンセル待ち: what comes back is offered to those who wait, one after the other, each for a while.

Keeps true: an offer holds its place, so nothing is offered that is not there and nothing goes beyond capacity; one open
offer a person who waits, answered once; a place that comes back goes to who waits before anybody else can take it.
Words: 待ち `Waiting`, 案内 `Offer`, 受ける accept, 見送る decline.
"""
