"""Attacks on signing in by another service: tokens of others, old ones, mixed up ones. Keys of our own, no network."""

import json
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone

from madoguchi.engines.people import public as people
from madoguchi.engines.people.oidc import answering, discovery
from madoguchi.engines.people.oidc.answering import NotBelieved, claims_of, finish
from madoguchi.engines.people.oidc.asking import LASTS, Asked, begin, take
from madoguchi.engines.people.oidc.providers import BadProvider, Provider, read

ISSUER, CLIENT, NONCE = "https://idp.example", "madoguchi", "n" * 43
KEY, OTHER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
PROVIDER = Provider("idp", "見本", ISSUER, CLIENT, "secret")
DOCUMENT = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/jwks",
    "userinfo_endpoint": f"{ISSUER}/userinfo",
}


def public(key: rsa.RSAPrivateKey, kid: str = "1") -> dict[str, Any]:
    return {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())), "kid": kid, "use": "sig", "alg": "RS256"}


@pytest.fixture(autouse=True)
def provider(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "keys_of", lambda _provider, fresh=False: [public(KEY)])
    for module in (answering, discovery):
        monkeypatch.setattr(module, "document_of", lambda _provider: DOCUMENT)
    monkeypatch.setattr("madoguchi.engines.people.oidc.asking.document_of", lambda _provider: DOCUMENT)


def token(key: Any = KEY, algorithm: str = "RS256", kid: str = "1", **changes: Any) -> str:
    now = int(time.time())
    claims = {"iss": ISSUER, "sub": "1", "aud": CLIENT, "exp": now + 300, "iat": now, "nonce": NONCE, **changes}
    claims = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid})


def believed(one: str, provider: Provider = PROVIDER) -> dict[str, Any]:
    return claims_of(provider, one, nonce=NONCE, at=timezone.now())


def test_token__as_it_should_be__is_believed() -> None:
    assert believed(token())["sub"] == "1"
    assert believed(token(aud=[CLIENT, "x"], azp=CLIENT))["sub"] == "1"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://evil.example"}, {"iss": f"{ISSUER}/"}, {"iss": None}, {"aud": "another"}, {"aud": None},
        {"aud": [CLIENT, "another"]}, {"azp": "another"}, {"exp": int(time.time()) - 120}, {"exp": None},
        {"iat": int(time.time()) + 3600}, {"iat": int(time.time()) - 86400}, {"iat": None}, {"nonce": "x" * 43}, {"nonce": None},
        {"nonce": ""}, {"sub": None}, {"sub": ""}, {"sub": "x" * 256},
    ],
)  # fmt: skip
def test_token__of_another_for_another_too_old_or_replayed__is_not_believed(changes: dict[str, Any]) -> None:
    with pytest.raises(NotBelieved):
        believed(token(**changes))


def test_token__signed_by_another_key__is_not_believed() -> None:
    with pytest.raises(NotBelieved):
        believed(token(OTHER))


def test_token__of_an_unknown_key__is_not_believed() -> None:
    with pytest.raises(NotBelieved):
        believed(token(OTHER, kid="2"))


def test_token__unsigned__is_not_believed() -> None:
    claims = jwt.decode(token(), options={"verify_signature": False})
    with pytest.raises(NotBelieved):
        believed(jwt.encode(claims, None, algorithm="none"))  # type: ignore[arg-type]


def test_token__signed_with_our_public_knowledge__is_not_believed() -> None:
    """Algorithm confusion: HS256 with what everybody can read as its secret."""
    import base64
    import hashlib
    import hmac

    pem = KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    header = base64.urlsafe_b64encode(b'{"alg":"HS256","kid":"1"}').rstrip(b"=")
    body = token().split(".")[1].encode()
    for secret in (pem, b"", b"secret"):
        signed = base64.urlsafe_b64encode(hmac.new(secret, header + b"." + body, hashlib.sha256).digest()).rstrip(b"=")
        with pytest.raises(NotBelieved):
            believed((header + b"." + body + b"." + signed).decode())


@pytest.mark.parametrize("nonsense", ["", "x", "a.b.c", "é.é.é", "null"])
def test_token__nonsense__is_not_believed(nonsense: str) -> None:
    with pytest.raises(NotBelieved):
        believed(nonsense)


def asked(**changes: Any) -> Asked:
    given = {"provider": "idp", "state": "s", "nonce": NONCE, "verifier": "v", "back": "https://city.example/back", "at": 0}
    return Asked(**{**given, **changes})


@pytest.fixture
def exchange(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    said: dict[str, Any] = {"tokens": {"id_token": token(), "access_token": "a"}, "userinfo": {"sub": "1"}, "sent": {}}

    def fetch(address: str, **options: Any) -> dict[str, Any]:
        said["sent"][address] = options
        found: dict[str, Any] = said["tokens"] if address.endswith("/token") else said["userinfo"]
        return found

    monkeypatch.setattr(answering, "fetch", fetch)
    return said


def test_answer__as_it_should_be__sends_the_verifier(exchange: dict[str, Any]) -> None:
    assert finish(PROVIDER, asked(), {"code": "c"}, at=timezone.now()).subject == "1"
    assert "v" in str(exchange["sent"][f"{ISSUER}/token"])


@pytest.mark.parametrize(
    "given",
    [{}, {"code": ""}, {"error": "access_denied"}, {"code": "c", "error": "x"}, {"code": "c", "iss": "https://evil.example"}],
)
def test_answer__without_code_or_of_another_issuer__is_not_believed(given: dict[str, str], exchange: dict[str, Any]) -> None:
    with pytest.raises(NotBelieved):
        finish(PROVIDER, asked(), given, at=timezone.now())
    assert not exchange["sent"], "nothing was sent to anybody"


def test_answer__without_issuer_where_the_provider_always_says_it__is_not_believed(
    exchange: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    says_it = {**DOCUMENT, "authorization_response_iss_parameter_supported": True}
    monkeypatch.setattr(answering, "document_of", lambda _provider: says_it)
    with pytest.raises(NotBelieved):
        finish(PROVIDER, asked(), {"code": "c"}, at=timezone.now())
    assert not exchange["sent"]


def test_userinfo__of_another_person__is_not_believed(exchange: dict[str, Any]) -> None:
    exchange["userinfo"] = {"sub": "2", "email": "victim@example.jp", "email_verified": True}
    with pytest.raises(NotBelieved):
        finish(PROVIDER, asked(), {"code": "c"}, at=timezone.now())


@pytest.mark.parametrize("checked", [None, False, "false", 0, "no"])
def test_mail__that_the_provider_has_not_checked__counts_for_nothing(checked: Any, exchange: dict[str, Any]) -> None:
    exchange["userinfo"] = {"sub": "1", "email": "victim@example.jp", "email_verified": checked}
    assert finish(PROVIDER, asked(), {"code": "c"}, at=timezone.now()).mail == ""


def test_second_factor__claimed_but_not_configured__counts_not(exchange: dict[str, Any]) -> None:
    exchange["tokens"]["id_token"] = token(amr=["otp", "mfa"])
    assert not finish(PROVIDER, asked(), {"code": "c"}, at=timezone.now()).strong


CARD = replace(PROVIDER, authenticates=("urn:card",))


def test_card_level__said_by_the_signed_token__is_reached(exchange: dict[str, Any]) -> None:
    exchange["tokens"]["id_token"] = token(acr="urn:card")
    assert finish(CARD, asked(), {"code": "c"}, at=timezone.now()).by_card


@pytest.mark.parametrize("claims", [{}, {"acr": "urn:password"}, {"acr": ["urn:card"]}, {"amr": ["urn:card"]}, {"acr": ""}])
def test_card_level__other_or_no_acr__is_not_reached(claims: dict[str, Any], exchange: dict[str, Any]) -> None:
    exchange["tokens"]["id_token"] = token(**claims)
    assert not finish(CARD, asked(), {"code": "c"}, at=timezone.now()).by_card


def test_card_level__said_by_the_unsigned_userinfo__is_not_reached(exchange: dict[str, Any]) -> None:
    exchange["userinfo"] = {"sub": "1", "acr": "urn:card"}
    assert not finish(CARD, asked(), {"code": "c"}, at=timezone.now()).by_card


def test_card_level__provider_not_meant_for_it__is_not_reached(exchange: dict[str, Any]) -> None:
    exchange["tokens"]["id_token"] = token(acr="urn:card")
    assert not finish(PROVIDER, asked(), {"code": "c"}, at=timezone.now()).by_card


def test_card_level__of_another_account_or_an_hour_ago__counts_no_more() -> None:
    at, session = timezone.now(), {}  # type: ignore[var-annotated]
    people.sessions.note_proved(session, "mine", at)
    assert people.sessions.proved(session, "mine", at)
    assert not people.sessions.proved(session, "another", at)
    assert not people.sessions.proved(session, "mine", at + timedelta(minutes=61))


def test_state__used_twice_invented_late_or_of_another_provider__is_none() -> None:
    at, session = timezone.now(), {}  # type: ignore[var-annotated]
    begin(session, PROVIDER, back="https://city.example/back", at=at)
    state = next(iter(session["mado_oidc"]))
    other = Provider("other", "x", "https://other.example", CLIENT)
    assert take(dict(session), "invented", PROVIDER, at) is None
    assert take(dict(session), "", PROVIDER, at) is None
    assert take(dict(session), state, other, at) is None
    assert take(dict(session), state, PROVIDER, at + LASTS + LASTS) is None
    assert take(session, state, PROVIDER, at)
    assert take(session, state, PROVIDER, at) is None


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri", "issuer"])
def test_document__of_another_issuer_or_with_an_open_address__is_not_taken(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(discovery.cache, "get", lambda _key: None)
    monkeypatch.setattr(discovery, "fetch", lambda _address: {**DOCUMENT, name: "http://evil.example/"})
    with pytest.raises(people.ProviderAway):
        discovery.document_of(PROVIDER)


@pytest.mark.parametrize(
    "text",
    [
        "{", "{}", "[1]", '[{"code": "x"}]', '[{"code": "x", "name": "x", "issuer": "http://x.example", "client_id": "c"}]',
        '[{"code": "x", "name": "x", "issuer": "https://x.example", "client_id": "c", "algorithms": ["none"]}]',
        '[{"code": "x/y", "name": "x", "issuer": "https://x.example", "client_id": "c"}]',
        '[{"code": "x", "name": "x", "issuer": "https://x.example", "client_id": "c", "face": "api"}]',
        '[{"code": "x", "name": "x", "issuer": "https://x.example", "client_id": "c", "scope": ["openid"]}]',
    ],
)  # fmt: skip
def test_setting__that_would_weaken_or_is_wrong__says_so(text: str) -> None:
    with pytest.raises(BadProvider):
        read(text)
