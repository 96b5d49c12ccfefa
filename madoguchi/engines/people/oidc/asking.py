"""The way there: what is remembered in the session, and the address to go to."""

import base64
import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from madoguchi.engines.people.oidc.discovery import document_of
from madoguchi.engines.people.oidc.providers import Provider

WAITS, LASTS, AT_ONCE = "mado_oidc", timedelta(minutes=10), 5


@dataclass(frozen=True)
class Asked:
    """One request under way. `whose`: the account that asks to be connected, empty when somebody signs in."""

    provider: str
    state: str
    nonce: str
    verifier: str
    back: str
    at: int
    after: str = ""
    whose: str = ""


def begin(session: Any, provider: Provider, *, back: str, after: str = "", whose: str = "", at: datetime) -> str:
    """Remember the request, and give the address of the provider's page. Raises ProviderAway."""
    document = document_of(provider)
    asked = Asked(
        provider=provider.code,
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        back=back,
        at=int(at.timestamp()),
        after=after,
        whose=whose,
    )
    waiting = {**_waiting(session, at), asked.state: asdict(asked)}
    session[WAITS] = dict(list(waiting.items())[-AT_ONCE:])
    challenge = base64.urlsafe_b64encode(hashlib.sha256(asked.verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": " ".join(provider.scopes),
        "state": asked.state,
        "nonce": asked.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    if provider.authenticates:
        query["acr_values"] = " ".join(provider.authenticates)
    joint = "&" if "?" in document["authorization_endpoint"] else "?"
    return f"{document['authorization_endpoint']}{joint}{urlencode(query)}"


def take(session: Any, state: str, provider: Provider, at: datetime) -> Asked | None:
    """The request of a state, once: of this session, of this provider, of the last ten minutes."""
    waiting = _waiting(session, at)
    found = waiting.pop(state, None) if state else None
    session[WAITS] = waiting
    if found is None or found["provider"] != provider.code:
        return None
    return Asked(**found)


def _waiting(session: Any, at: datetime) -> dict[str, Any]:
    oldest = int((at - LASTS).timestamp())
    held = session.get(WAITS) or {}
    return {state: one for state, one in held.items() if one["at"] >= oldest}
