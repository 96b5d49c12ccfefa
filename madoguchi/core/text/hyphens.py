"""Everything that people and keyboards write for a hyphen. For keys and numbers only: in a word, ー is a letter."""

HYPHENS = "-‐‑‒–—―−－﹣⁃─━ーｰ"
TO_HYPHEN = str.maketrans(dict.fromkeys(HYPHENS, "-"))


def unify_hyphens(text: str) -> str:
    return text.translate(TO_HYPHEN)
