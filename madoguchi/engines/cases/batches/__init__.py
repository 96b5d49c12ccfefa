"""まとめ処理: the same act on many cases. Asked for once, carried out case by case in the background, each with its own
outcome; begun again after a kill where it stopped, since a case and its item change in one transaction.
"""
