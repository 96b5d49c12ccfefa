"""messages 通知と配信: what is said, to whom, by which way, and whether it arrived.

Keeps true: a notice (通知, a legal act) exists once for its idempotency key, and has one delivery a channel; a
delivery that may or may not have left is `unknown`, shown, and sent again only as its channel's policy says; a mail
says only that there is news, never what it is.
Words: 通知 `Notice` is the act, 配信 `Delivery` what carries it, お知らせのメール `Message` what only points to it.
"""
