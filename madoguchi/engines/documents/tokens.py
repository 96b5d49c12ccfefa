"""Tokens: 128 random bits in base32, so that they can be read out and typed."""

import base64
import re
import secrets

LENGTH = 26
_LOOKS_LIKE = str.maketrans({"0": "O", "1": "I", "8": "B"})


def new_token() -> str:
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=")


def read_token(text: str) -> str:
    """As stored, whatever was typed: small letters, full width, groups; digits that base32 lacks stand for letters."""
    plain = re.sub(r"[\s\-‐‑–ー－]", "", text.strip().translate(_HALF)).upper().translate(_LOOKS_LIKE)
    return plain if re.fullmatch(rf"[A-Z2-7]{{{LENGTH}}}", plain) else ""


def shown_token(token: str) -> str:
    """In groups, for the eye."""
    return " ".join(token[i : i + 4] for i in range(0, len(token), 4))


_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
