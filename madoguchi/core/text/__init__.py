"""文字: names, addresses and numbers as people write them.

What a citizen typed is kept as it was typed; nothing here replaces it. Folding makes keys, to search and to compare
with, and a key is never shown. Words: 異体字 variant, 外字 private-use character, 縮退 degrading.
"""
