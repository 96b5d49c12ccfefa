"""信頼する認証局: the roots, as data. A folder with the certificates and `trust.json`, which says what each is for.

A root that has run out stays there: what was signed under it is judged by the day on which it arrived.
"""

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from cryptography import x509
from django.conf import settings

from madoguchi.engines.people.card.certificate import TEST_ARC, Use, fingerprint_of, is_authority, is_ours_for_tests, key_of

SIGN_POLICY, AUTHENTICATE_POLICY = "1.2.392.200149.8.5.1.1.20", "1.2.392.200149.8.5.1.3.30"
PUBLISHED = {
    "19645405a1fe14377434bd55957628ac4038557c542403a2243f21c706fc9355": "署名用 2015",
    "79679c33e4cc9319440f1ad120a597ff1844e2ef217063adb176966fd5e6fbeb": "署名用 2019",
    "d227f6cde11d35c5252178f106f843d24651944975413b539fa2fb68dbfa365f": "署名用 2023",
    "4dcfc4ca0aaf9fb2a3081b3f0c991c320b3acc008667a341eeaec5af1d58ca7d": "利用者証明用 2015",
    "64114f29620c24ed2631d46476a040e7ee740d956089c00b036a6a8118c322b5": "利用者証明用 2023",
}
"""Fingerprints of roots that are known to us; `doctor` names any other, to be compared with the official notice."""


class BadTrust(ValueError):
    """Says which file of the trust store is wrong, and how."""


@dataclass(frozen=True)
class Root:
    certificate: x509.Certificate
    use: Use
    test: bool = False

    @cached_property
    def key(self) -> str:
        return key_of(self.certificate)

    @cached_property
    def fingerprint(self) -> str:
        return fingerprint_of(self.certificate)


@dataclass(frozen=True)
class Policy:
    """What a policy means: which use, and whether on a card or a telephone."""

    use: Use
    medium: str = "card"
    test: bool = False


@dataclass(frozen=True)
class TrustStore:
    roots: tuple[Root, ...] = ()
    policies: dict[str, Policy] = field(default_factory=dict)

    def root_for(self, key: str) -> Root | None:
        """By the identifier of its key, never by its name."""
        return next((root for root in self.roots if root.key == key), None) if key else None

    @property
    def tests(self) -> list[str]:
        """What in it is for tests alone: fingerprints of roots, policies."""
        return [root.fingerprint for root in self.roots if root.test] + [
            oid for oid, policy in sorted(self.policies.items()) if policy.test
        ]

    @cached_property
    def digest(self) -> str:
        """Of what it says, so that evidence can name the store by which it was judged."""
        said = {
            "policies": {oid: [one.use, one.medium, one.test] for oid, one in self.policies.items()},
            "roots": sorted([root.fingerprint, root.use, root.test] for root in self.roots),
        }
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def store() -> TrustStore:
    """The city's own, read again when its folder has changed; empty where the city has none."""
    folder = Path(settings.MADO_CARD_TRUST) if settings.MADO_CARD_TRUST else None
    if folder is None or not (folder / "trust.json").exists():
        return TrustStore()
    newest = max(path.stat().st_mtime_ns for path in folder.iterdir())
    return _cached(folder, newest)


@lru_cache(maxsize=4)
def _cached(folder: Path, _changed: int) -> TrustStore:
    return read_store(folder)


def read_store(folder: Path) -> TrustStore:
    """Raises BadTrust."""
    said = _said(folder / "trust.json")
    policies = {SIGN_POLICY: Policy(Use.SIGN), AUTHENTICATE_POLICY: Policy(Use.AUTHENTICATE)}
    for oid, one in said.get("policies", {}).items():
        policies[oid] = _policy(oid, one)
    roots = tuple(_root(folder, entry) for entry in said.get("roots", []))
    if len({root.key for root in roots}) < len(roots):
        raise BadTrust("two roots have the same key identifier")
    return TrustStore(roots, policies)


def _said(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise BadTrust(f"{path}: {wrong}") from None
    if not isinstance(found, dict):
        raise BadTrust(f"{path}: an object is expected")
    return found


def _policy(oid: str, one: Any) -> Policy:
    try:
        return Policy(Use(one["use"]), str(one.get("medium", "card")), oid.startswith(TEST_ARC))
    except (KeyError, TypeError, ValueError) as wrong:
        raise BadTrust(f"policy {oid}: {wrong}; use is sign or authenticate") from None


def _root(folder: Path, entry: Any) -> Root:
    try:
        path = folder / Path(entry["file"]).name
        content = path.read_bytes()
        loaded = x509.load_pem_x509_certificate(content) if b"-----BEGIN" in content else x509.load_der_x509_certificate(content)
        root = Root(loaded, Use(entry["use"]), bool(entry.get("test", False)) or is_ours_for_tests(loaded))
    except (KeyError, TypeError, ValueError, OSError) as wrong:
        raise BadTrust(f"root {entry}: {wrong}") from None
    if not root.key or not is_authority(loaded):
        raise BadTrust(f"root {path.name}: no certificate of an authority with a key identifier")
    try:
        loaded.verify_directly_issued_by(loaded)
    except Exception as wrong:
        raise BadTrust(f"root {path.name}: not signed by itself ({type(wrong).__name__})") from None
    return root
