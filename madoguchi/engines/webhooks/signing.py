"""Signing as Standard Webhooks does: an HMAC over identifier, moment and body, so that a receiver knows whose it is and when it
was sent. https://www.standardwebhooks.com/
"""

import base64
import hashlib
import hmac
import secrets

PREFIX = "whsec_"


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, message: str, seconds: int, body: bytes) -> str:
    """One of the `webhook-signature` header; of several, parted by blanks, one must fit."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    digest = hmac.new(key, f"{message}.{seconds}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def headers(secrets_in_use: list[str], message: str, seconds: int, body: bytes) -> dict[str, str]:
    return {
        "webhook-id": message,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(signature(one, message, seconds, body) for one in secrets_in_use),
    }
