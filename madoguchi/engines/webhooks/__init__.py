"""知らせ先: telling other systems what happened, at an address that they name (webhooks, in the form of Standard Webhooks).

Keeps true: what is to be told is planned from the numbered events, in one transaction with how far the planning has come, so that a
process that is killed loses nothing and tells at least once; each message has one identifier, the same in every try; it carries
numbers and addresses, never names or texts, and nothing at all about a person under protection (支援措置); it goes to no private
address unless the operator has opened it; whoever lost the right to read events is told nothing more.

Words: hook (an address of a system, with the kinds it wants), sending (one message to one hook), attempt (one try, its answer).
"""
