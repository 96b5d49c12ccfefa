"""Names of files: what people, old systems and attackers write, made fit to be shown and to be saved under."""

import re
import unicodedata

LONGEST = 80
_FORBIDDEN = dict.fromkeys(map(ord, '<>:"|?*'), "_")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_NOT_SHOWN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean_name(name: str) -> tuple[str, str]:
    """(stem, ending in lower case): no path, no invisible or turning characters, no reserved name, at most 80
    characters.

    Variation selectors stay: they are part of names of people.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(c for c in last if unicodedata.category(c) not in _NOT_SHOWN)
    shown = re.sub(r"\s+", " ", shown).translate(_FORBIDDEN).strip(" .")
    stem, dot, ending = shown.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,8}", ending):
        stem, ending = shown, ""
    stem = stem.strip(" .")[:LONGEST].rstrip(" .") or "ファイル"
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return stem, ending.lower()
