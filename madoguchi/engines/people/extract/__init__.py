"""住民情報の取込み: the register of addressees from an extract of the resident system, as a file.

Keeps true: nothing is written before the whole file was read without fault; the same file twice changes nothing; what a person was
before stays as history; whoever is not in the file is told, never removed; protection (支援措置) is only lifted by an explicit 0.
A file with 個人番号 in it is refused.
"""
