"""lottery 抽選: who gets what more people want than there is of it.

Keeps true: the draw depends on nothing but what was published before it (rules, list of sealed lots, digest of the
seed), so that anybody can run it again; no list names or describes a person; a draw happens once.
Words: 希望 a wish, くじ a lot (an entry has as many as its weight), 当選 an award, 控え the receipt that opens one's own lots.
Not for what the law gives by need, such as places in nurseries (保育の利用調整): there rank decides, not chance.
"""
