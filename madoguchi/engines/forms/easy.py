"""Is a text in やさしい日本語 easy? Sentences of moderate length; a rule of thumb for the writer, not a judgement."""

import re

LONGEST = 60
_READING = re.compile(r"（[ぁ-ゟー　 ]+）")


def hard_to_read(text: str) -> list[str]:
    """Sentences that are too long. Readings in brackets, and spaces, do not count."""
    sentences = re.split(r"(?<=[。！？\n])", text)
    return [s.strip() for s in sentences if len(re.sub(r"\s", "", _READING.sub("", s))) > LONGEST]
