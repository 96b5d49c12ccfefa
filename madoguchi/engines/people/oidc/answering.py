"""The way back: the code for a token, and what of it is believed."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import jwt
from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.engines.people.oidc.asking import Asked
from madoguchi.engines.people.oidc.discovery import document_of, fetch, keys_of
from madoguchi.engines.people.oidc.providers import Provider

SLACK = timedelta(seconds=60)
LONGEST_SUBJECT = 255


class NotBelieved(Refused):
    code, message = "not-believed", _("サインインを確かめられませんでした。はじめから、もう一度お試しください。")


@dataclass(frozen=True)
class Vouched:
    """What a provider vouches for. `mail` only where it says that it has checked it."""

    issuer: str
    subject: str
    mail: str = ""
    name: str = ""
    groups: frozenset[str] = frozenset()
    strong: bool = False
    by_card: bool = False
    """Signed in with the card's certificate (利用者証明用), as the signed token says."""


def finish(provider: Provider, asked: Asked, given: Mapping[str, str], *, at: datetime) -> Vouched:
    """Take the provider's answer. Raises NotBelieved, ProviderAway."""
    document = document_of(provider)
    if "iss" in given and given["iss"] != provider.issuer:  # RFC 9207: an answer of somebody else
        raise NotBelieved
    if document.get("authorization_response_iss_parameter_supported") and "iss" not in given:
        raise NotBelieved
    if given.get("error") or not given.get("code"):
        raise NotBelieved
    tokens = _exchange(provider, document, asked, given["code"])
    claims = claims_of(provider, str(tokens.get("id_token", "")), nonce=asked.nonce, at=at)
    more = _userinfo(document, str(tokens.get("access_token", "")), claims["sub"])
    found = _vouched(provider, {**more, **claims})
    return replace(found, by_card=str(claims.get("acr") or "") in provider.authenticates)  # by what is signed alone


def claims_of(provider: Provider, token: str, *, nonce: str, at: datetime) -> dict[str, Any]:
    """The claims of an ID token that is signed by the provider, for us, valid now, with our nonce. Raises NotBelieved."""
    try:
        header = jwt.get_unverified_header(token)
        algorithm = header.get("alg", "")
        if algorithm not in provider.algorithms:
            raise NotBelieved
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key(provider, header, algorithm),
            algorithms=[algorithm],
            issuer=provider.issuer,
            audience=provider.client_id,
            leeway=SLACK,
            options={"require": ["iss", "sub", "aud", "exp", "iat"], "verify_exp": False, "verify_iat": False, "verify_nbf": False},
        )
    except (jwt.PyJWTError, ValueError, KeyError) as wrong:
        raise NotBelieved from wrong
    now = at.timestamp()
    over, issued = float(claims["exp"]) + SLACK.seconds, float(claims["iat"])
    if now > over or issued > now + SLACK.seconds or issued < now - 600 - SLACK.seconds:
        raise NotBelieved
    audience = claims["aud"]
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != provider.client_id:
        raise NotBelieved
    if "azp" in claims and claims["azp"] != provider.client_id:
        raise NotBelieved
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise NotBelieved
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= LONGEST_SUBJECT:
        raise NotBelieved
    return claims


def _key(provider: Provider, header: dict[str, Any], algorithm: str) -> Any:
    """By key id; by algorithm alone where the provider has one key. The client secret signs only where HS256 is allowed."""
    if algorithm == "HS256":
        if not provider.secret:
            raise NotBelieved
        return provider.secret
    for fresh in (False, True):
        fitting = [key for key in keys_of(provider, fresh=fresh) if _fits(key, header.get("kid"))]
        if len(fitting) == 1:
            return jwt.PyJWK.from_json(json.dumps(fitting[0]), algorithm=algorithm).key
    raise NotBelieved


def _fits(key: dict[str, Any], kid: Any) -> bool:
    if key.get("use") not in {None, "sig"} or key.get("kty") == "oct":
        return False
    return kid is None or key.get("kid") == kid


def _exchange(provider: Provider, document: dict[str, Any], asked: Asked, code: str) -> dict[str, Any]:
    data = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": asked.back,
        "client_id": provider.client_id,
        "code_verifier": asked.verifier,
    }
    offered = document.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if provider.secret and "client_secret_post" in offered:
        return fetch(document["token_endpoint"], data={**data, "client_secret": provider.secret})
    if provider.secret:
        return fetch(document["token_endpoint"], data=data, auth=(provider.client_id, provider.secret))
    return fetch(document["token_endpoint"], data=data)


def _userinfo(document: dict[str, Any], access: str, subject: str) -> dict[str, Any]:
    """What more there is to know; only of the same person."""
    if not access or not document.get("userinfo_endpoint"):
        return {}
    found = fetch(document["userinfo_endpoint"], headers={"Authorization": f"Bearer {access}"})
    if found.get("sub") != subject:
        raise NotBelieved
    return found


def _vouched(provider: Provider, claims: dict[str, Any]) -> Vouched:
    mail = str(claims.get(provider.mail_claim) or "").strip().lower()
    checked = claims.get("email_verified") in {True, "true"}
    groups = claims.get(provider.groups_claim) or ()
    factors = claims.get("amr") or ()
    said = {str(one) for one in (factors if isinstance(factors, list) else [factors])} | {str(claims.get("acr") or "")}
    return Vouched(
        issuer=provider.issuer,
        subject=claims["sub"],
        mail=mail if checked else "",
        name=str(claims.get("name") or "")[:100],
        groups=frozenset(str(one) for one in groups) if isinstance(groups, list) else frozenset(),
        strong=bool(said & set(provider.second_factor)),
    )
