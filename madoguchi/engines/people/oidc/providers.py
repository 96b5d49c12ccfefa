"""Providers, from `MADOGUCHI_OIDC`: who may vouch for whom, at which face."""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
KNOWN = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "HS256"})


@dataclass(frozen=True)
class Provider:
    """`code` stands in addresses; `face` is portal or desk. `groups` (desk): group at the provider → department, role.
    `second_factor`: values of `amr` (or the `acr`) that count as the second factor of staff; without one ours is asked."""

    code: str
    name: str
    issuer: str
    client_id: str
    secret: str = ""
    face: str = "portal"
    scopes: tuple[str, ...] = ("openid",)
    algorithms: tuple[str, ...] = ALGORITHMS
    mail_claim: str = "email"
    groups_claim: str = "groups"
    groups: dict[str, tuple[str, str]] = field(default_factory=dict)
    provision: bool = False
    second_factor: tuple[str, ...] = ()
    authenticates: tuple[str, ...] = ()
    """Values of `acr` by which the provider says that the person used the My Number card's certificate for signing in."""


class BadProvider(ImproperlyConfigured):
    """Says which entry of MADOGUCHI_OIDC is wrong and what is expected."""


def providers_of(face: str) -> list[Provider]:
    return [one for one in _all() if one.face == face]


def provider_of(code: str, face: str) -> Provider | None:
    return next((one for one in providers_of(face) if one.code == code), None)


def _all() -> tuple[Provider, ...]:
    return read(str(getattr(settings, "MADO_OIDC", "") or ""))


@lru_cache(maxsize=8)
def read(text: str) -> tuple[Provider, ...]:
    """The providers of a JSON list. Raises BadProvider."""
    if not text.strip():
        return ()
    try:
        entries = json.loads(text)
    except ValueError as wrong:
        raise BadProvider(f"MADOGUCHI_OIDC: no JSON ({wrong})") from None
    if not isinstance(entries, list):
        raise BadProvider("MADOGUCHI_OIDC: a list of providers is expected, [{…}, …]")
    found = tuple(_one(entry, number) for number, entry in enumerate(entries, 1))
    if len({one.code for one in found}) < len(found):
        raise BadProvider("MADOGUCHI_OIDC: two providers have the same code")
    return found


def _one(entry: Any, number: int) -> Provider:
    where = f"MADOGUCHI_OIDC, entry {number}"
    if not isinstance(entry, dict):
        raise BadProvider(f"{where}: an object is expected")
    known = set(Provider.__dataclass_fields__)
    if unknown := set(entry) - known:
        raise BadProvider(f"{where}: no {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}")
    if missing := [name for name in ("code", "name", "issuer", "client_id") if not entry.get(name)]:
        raise BadProvider(f"{where}: {', '.join(missing)} missing")
    values = dict(entry)
    for name in ("scopes", "algorithms", "second_factor", "authenticates"):
        if name in values:
            values[name] = tuple(values[name])
    values["groups"] = {group: tuple(pair) for group, pair in values.get("groups", {}).items()}
    made = Provider(**values)
    if made.face not in {"portal", "desk"}:
        raise BadProvider(f"{where}: face is portal or desk")
    if made.authenticates and made.face != "portal":
        raise BadProvider(f"{where}: authenticates is for residents, at the portal")
    if "openid" not in made.scopes:
        raise BadProvider(f"{where}: scopes need openid")
    if not made.code.replace("-", "").isalnum():
        raise BadProvider(f"{where}: code is letters, digits and -")
    if strange := set(made.algorithms) - KNOWN:
        raise BadProvider(f"{where}: no algorithm {', '.join(sorted(strange))}")
    if not _safe(made.issuer):
        raise BadProvider(f"{where}: issuer must begin with https://")
    return made


def _safe(address: str) -> bool:
    """https; plain http only to this machine, for tests and demos."""
    return address.startswith(("https://", "http://127.0.0.1:", "http://localhost:"))
