"""approvals 決裁: who agrees, inside the house, before the house speaks.

Keeps true: a draft is answered once (agreed, sent back or withdrawn; the row says who, when and why); nobody agrees
to a draft of one's own; who agrees holds the office for it in that section at that moment.
Words: 起案 is asking, 決裁 is agreeing, 差戻し sending back, 取下げ taking back.
"""
