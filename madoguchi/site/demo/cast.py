"""The cast: staff, residents and their households. Names say that they are invented; no number passes a check digit."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.db import transaction

from madoguchi.engines.people import public as people

PASSWORD = "madoguchi-demo"  # noqa: S105  the demo's, printed on its own page
SECOND_FACTOR = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SINCE = date(2026, 4, 1)


@dataclass(frozen=True)
class StaffRole:
    mail: str
    name: str
    section: str
    role: str
    says: str


@dataclass(frozen=True)
class Person:
    """One of a household. `mail` when the person has an account."""

    number: str
    relation: str
    family: str
    given: str
    family_kana: str
    given_kana: str
    birth_on: date
    sex: str
    mail: str = ""


@dataclass(frozen=True)
class Home:
    number: str
    postal: str
    address: str
    building: str
    people: tuple[Person, ...]


STAFF = (
    StaffRole("hanako@desk.example.jp", "架空 花子", "kodomo", "clerk", "こども課 担当者"),
    StaffRole("jiro@desk.example.jp", "架空 次郎", "kodomo", "clerk", "こども課 担当者"),
    StaffRole("kacho@desk.example.jp", "例示 良子", "kodomo", "chief", "こども課 課長（決裁者）"),
    StaffRole("kaigo@desk.example.jp", "例示 進", "kaigo", "clerk", "介護保険課 担当者"),
    StaffRole("kaigo2@desk.example.jp", "見本 和子", "kaigo", "chief", "介護保険課 課長（決裁者）"),
    StaffRole("hoiku@desk.example.jp", "架空 実", "hoiku-yochien", "clerk", "保育幼稚園課 担当者"),
    StaffRole("hoiku2@desk.example.jp", "例示 冬美", "hoiku-yochien", "chief", "保育幼稚園課 課長（決裁者）"),
    StaffRole("boshi@desk.example.jp", "例示 芽衣", "boshi-hoken", "clerk", "母子保健課 担当者"),
    StaffRole("boshi2@desk.example.jp", "架空 静", "boshi-hoken", "chief", "母子保健課 課長（決裁者）"),
    StaffRole("kotei@desk.example.jp", "架空 守", "kotei-shisanzei", "clerk", "固定資産税課 担当者（罹災証明）"),
    StaffRole("kotei2@desk.example.jp", "見本 保", "kotei-shisanzei", "chief", "固定資産税課 課長（決裁者）"),
    StaffRole("kankyo@desk.example.jp", "例示 緑", "kankyo-eisei", "clerk", "環境衛生課 担当者（犬の登録）"),
    StaffRole("shimin@desk.example.jp", "架空 春子", "shimin", "clerk", "市民課 担当者（窓口の呼出し）"),
    StaffRole("shimin2@desk.example.jp", "例示 夏男", "shimin", "chief", "市民課 課長"),
    StaffRole("sports@desk.example.jp", "架空 走", "shimin-sports", "clerk", "市民スポーツ課 担当者（抽選の起案）"),
    StaffRole("sports2@desk.example.jp", "例示 秋子", "shimin-sports", "chief", "市民スポーツ課 課長（抽選を引く人）"),
    StaffRole("joho@desk.example.jp", "見本 管理", "joho-seisaku", "administrator", "情報政策課 管理者"),
    StaffRole("keikaku@desk.example.jp", "架空 計子", "joho-seisaku", "clerk", "情報政策課 計画の担当者"),
    StaffRole("bunsho@desk.example.jp", "架空 文", "homu-bunsho", "clerk", "法務文書課 担当者（記録と個人情報）"),
    StaffRole("bunsho2@desk.example.jp", "例示 法子", "homu-bunsho", "chief", "法務文書課 課長（決裁者）"),
    StaffRole("hogo@desk.example.jp", "見本 守", "homu-bunsho", "clerk", "法務文書課 個人情報保護の担当者"),
    StaffRole("kansa@desk.example.jp", "見本 監", "homu-bunsho", "auditor", "監査担当"),
)

HOMES = (
    Home(
        "999990000000101",
        "279-0004",
        "浦安市架空町一丁目2番3号",
        "見本ハイツ101",
        (
            Person("999990000001001", "02", "見本", "健", "ミホン", "ケン", date(1990, 4, 12), "1", "ken@example.jp"),
            Person("999990000001002", "12", "見本", "さくら", "ミホン", "サクラ", date(1992, 9, 3), "2", "sakura@example.jp"),
            Person("999990000001003", "20", "見本", "ひなた", "ミホン", "ヒナタ", date(2023, 6, 20), "1"),
        ),
    ),
    Home(
        "999990000000102",
        "279-0012",
        "浦安市例示二丁目10番1号",
        "",
        (
            Person("999990000001004", "02", "例示", "美咲", "レイジ", "ミサキ", date(1985, 1, 30), "2", "misaki@example.jp"),
            Person("999990000001005", "20", "例示", "蓮", "レイジ", "レン", date(2014, 11, 5), "1"),
            Person("999990000001006", "20", "例示", "葵", "レイジ", "アオイ", date(2018, 2, 14), "2"),
            Person("999990000001007", "20", "例示", "湊", "レイジ", "ミナト", date(2024, 8, 8), "1"),
        ),
    ),
    Home(
        "999990000000103",
        "279-0026",
        "浦安市見本三丁目5番",
        "架空団地7号棟402",
        (
            Person("999990000001008", "02", "髙橋", "見本", "タカハシ", "ミホン", date(1948, 12, 1), "1", "takahashi@example.jp"),
            Person("999990000001009", "12", "髙橋", "例子", "タカハシ", "レイコ", date(1951, 3, 22), "2"),
        ),
    ),
    Home(
        "999990000000104",
        "279-0041",
        "浦安市架空台四丁目1番8号",
        "",
        (Person("999990000001010", "02", "SAMPLE", "MARIA", "サンプル", "マリア", date(1995, 7, 7), "2", "maria@example.jp"),),
    ),
)


def make_cast(at: datetime) -> None:
    """Make whoever is not there yet; a second run changes nothing."""
    for one in STAFF:
        make_staff(one, at)
    for home in HOMES:
        make_home(home, at, {one.mail: make_resident(one) for one in home.people if one.mail})


@cache
def hashed() -> str:
    """The password that all share, hashed once: to do it is made slow on purpose."""
    return make_password(PASSWORD)


def _account(mail: str, name: str, kind: str) -> tuple[people.Account, bool]:
    found = people.Account.objects.filter(email=mail).first()
    if found:
        return found, False
    account = people.Account.objects.create_user(mail, kind, name=name)
    account.password = hashed()
    account.save(update_fields=["password"])
    EmailAddress.objects.get_or_create(user=account, email=mail, defaults={"verified": True, "primary": True})
    return account, True


@transaction.atomic
def make_staff(one: StaffRole, at: datetime) -> None:
    """Whole or not at all: whoever is there is taken to have a second factor and a post."""
    account, new = _account(one.mail, one.name, people.Kind.STAFF)
    if new:
        TOTP.activate(account, SECOND_FACTOR)
        people.give_post(account, department=one.section, role=one.role, from_on=SINCE, by=people.SYSTEM, at=at)


@transaction.atomic
def make_resident(person: Person) -> people.Account:
    return _account(person.mail, f"{person.family} {person.given}", people.Kind.RESIDENT)[0]


@transaction.atomic
def make_home(home: Home, at: datetime, accounts: dict[str, people.Account]) -> None:
    """In the registers, each bound to the account that is theirs."""
    members = []
    for person in home.people:
        addressee = people.register(
            person.number,
            suppressed=False,
            by=people.SYSTEM,
            at=at,
            family=person.family,
            given=person.given,
            family_kana=person.family_kana,
            given_kana=person.given_kana,
            birth_on=person.birth_on,
            sex=person.sex,
            postal=home.postal,
            address=home.address,
            building=home.building,
        )
        members.append((addressee, person.relation))
        if person.mail:
            people.bind(accounts[person.mail], addressee, by=people.SYSTEM, at=at)
    people.form_household(home.number, members, on=SINCE, by=people.SYSTEM, at=at)
