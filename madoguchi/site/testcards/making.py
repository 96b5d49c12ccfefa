"""The demo's authority and its cards: good ones, one that ran out, one that was revoked, one with substituted letters, one of a
telephone, one that is locked."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from madoguchi.core.text.public import to_fullwidth
from madoguchi.engines.people.testing import (
    PHONE_POLICY,
    CardFacts,
    CertificateUse,
    TestAuthority,
    card_to_pem,
    write_trust_store,
)
from madoguchi.site.demo.cast import HOMES, Home, Person
from madoguchi.site.testcards.chip import TRIES, folder

PIN, PIN_TO_SIGN_IN = "TEST1234", "1234"
CREDIT, LONG = timedelta(days=700), timedelta(days=3650)


@dataclass(frozen=True)
class Kind:
    code: str
    says: str
    lasts: timedelta = timedelta(days=1826)
    phone: bool = False
    revoked: bool = False
    locked: bool = False
    substitutes: str = ""


GOOD = Kind("", "そのまま使えるカード")
SPECIAL = (
    Kind("phone", "スマートフォンの電子証明書", phone=True),
    Kind("expired", "期限が切れたカード", lasts=timedelta(days=100)),
    Kind("revoked", "引っ越しのあとで失効したカード", revoked=True),
    Kind("locked", "暗証番号を5回まちがえたカード", locked=True),
    Kind("letters", "氏名に代替文字のあるカード", substitutes="□"),
)


def make_cards(at: datetime) -> int:
    """Once for a folder of the demo; how many were made."""
    if (folder() / "trust" / "trust.json").exists():
        return 0
    began = at - CREDIT
    signing, signing_in = (TestAuthority.found(use, began) for use in CertificateUse)
    (folder() / "cards").mkdir(parents=True, exist_ok=True)
    (folder() / "cards").chmod(0o700)
    made = 0
    for home in HOMES:
        for person in home.people:
            if person.mail:
                _make(home, person, GOOD, signing, signing_in, at)
                made += 1
    home = HOMES[0]
    owner = next(one for one in home.people if one.given == "さくら")
    for kind in SPECIAL:
        _make(home, owner, kind, signing, signing_in, at)
    (folder() / "crl").mkdir(exist_ok=True)
    for one in (signing, signing_in):
        (folder() / "crl" / f"{one.use}.crl").write_bytes(one.list_at(at - timedelta(hours=1), lasts=LONG))
    write_trust_store(folder() / "trust", signing, signing_in)  # last: with it the folder is whole
    return made + len(SPECIAL)


def _make(home: Home, person: Person, kind: Kind, signing: TestAuthority, signing_in: TestAuthority, at: datetime) -> None:
    name = f"{person.family}　{person.given}"
    flags = ""
    if kind.substitutes:
        name, flags = kind.substitutes + name[1:], "1" + "0" * (len(name) - 1)
    facts = CardFacts(
        name=name,
        name_flags=flags,
        sex=person.sex,
        birth_text=_birth(person.birth_on),
        address=to_fullwidth(f"千葉県{home.address}{home.building}"),
    )
    policy = PHONE_POLICY[CertificateUse.SIGN] if kind.phone else ""
    since = at - timedelta(days=200)
    card = signing.issue(since, facts=facts, policy=policy, lasts=kind.lasts)
    other = signing_in.issue(since, lasts=kind.lasts)
    if kind.revoked:
        signing.revoke(card.certificate, at - timedelta(days=3))
    code = "-".join(filter(None, (person.mail.partition("@")[0], kind.code)))
    said = {
        "code": code,
        "holder": f"{person.family} {person.given}",
        "says": kind.says,
        "pins": {"sign": PIN, "authenticate": PIN_TO_SIGN_IN},
        "tries": {"sign": 0, "authenticate": 0} if kind.locked else dict(TRIES),
        "sign": card_to_pem(card),
        "authenticate": card_to_pem(other),
    }
    path = folder() / "cards" / f"{code}.json"
    path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    path.chmod(0o600)


def _birth(day: date) -> str:
    era = 5 if day >= date(2019, 5, 1) else 4 if day >= date(1989, 1, 8) else 3 if day >= date(1926, 12, 25) else 2
    return f"{era}{day:%Y%m%d}"
