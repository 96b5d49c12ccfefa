"""Codes to be read out or typed: to go on with a draft elsewhere, to let a helper in. Only their digests are stored."""

import secrets

from django.utils.crypto import salted_hmac

from madoguchi.core.text.public import to_halfwidth

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12  # 59 bits: nobody guesses one


def new_code() -> str:
    """XXXX-XXXX-XXXX, without letters that look like figures."""
    text = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(text[i : i + 4] for i in range(0, LENGTH, 4))


def digest(code: str) -> str:
    """However it was typed: full width, small letters, without hyphens."""
    plain = "".join(c for c in to_halfwidth(code).upper() if c in ALPHABET)
    return salted_hmac("mado-draft-code", plain, algorithm="sha256").hexdigest() if len(plain) == LENGTH else ""


def new_token() -> str:
    return secrets.token_urlsafe(24)


def token_digest(token: str) -> str:
    return salted_hmac("mado-draft-token", token, algorithm="sha256").hexdigest()
