"""The tests' door: a small city in the database, definitions without a folder."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from madoguchi.city.actions.load import FolderHasErrors, Loaded, load_world
from madoguchi.city.actions.publish import publish, publish_all
from madoguchi.city.exporting import export_folder
from madoguchi.city.folder import read_folder
from madoguchi.city.models import Version
from madoguchi.city.roots import ROOTS
from madoguchi.city.world import World
from madoguchi.core.acting import SYSTEM

__all__ = [
    "A_CALENDAR", "A_CITY", "CITIES", "NOON",
    "a_city", "a_definition", "definitions", "export_folder", "load_city", "raw_department", "read_city",
]  # fmt: skip

NOON = datetime(2026, 7, 1, 3, 0, tzinfo=UTC)
CITIES = Path(__file__).resolve().parents[2] / "cities"

A_CITY: dict[str, Any] = {
    "code": "999997",
    "name": {"ja": "例示市", "en": "Reiji City", "easy": "例示市（れいじし）"},
    "kana": "レイジシ",
    "prefecture": {
        "name": {"ja": "例示県", "en": "Reiji Prefecture"},
        "governor_title": "例示県知事",
        "care_board": "例示県介護保険審査会",
        "health_insurance_board": "例示県国民健康保険審査会",
    },
    "mayor_title": "例示市長",
    "board_of_education": "例示市教育委員会",
    "postal_code": "000-0000",
    "address": {"ja": "例示県例示市本町一丁目1番1号", "en": "1-1-1 Honcho, Reiji City"},
    "window_address": ["〒000-0000", "例示県例示市本町一丁目1番1号", "例示市役所"],
    "phone": "000-000-0000",
    "phone_note": "架空の番号",
    "hours": {"ja": "平日 8時30分から17時15分まで", "en": "Weekdays 8:30 to 17:15"},
    "url": "https://www.example.jp/",
    "corporate_number": "7000020999997",
    "languages": ["ja", "easy", "en"],
    "service_name": {"ja": "れいじ窓口", "en": "Reiji Counter"},
    "demo_note": {"ja": "デモ：公式サイトではありません", "en": "Demo: not an official site"},
}
A_CALENDAR: dict[str, Any] = {
    "code": "city",
    "title": {"ja": "市役所", "en": "City hall"},
    "hours": {"mon-fri": "8:30-17:15"},
    "year_end": {"from": "12-29", "until": "01-03"},
}


def raw_department(code: str = "kodomo", name: str = "こども課", mark: str = "例こ", **others: Any) -> dict[str, Any]:
    kana = others.pop("kana", "こどもか")
    return {
        "code": code, "name": name, "kana": kana, "mark": mark, "phone": "000-000-0001", "phone_note": "架空の番号",
        "place": "市役所 1階", **others,
    }  # fmt: skip


def a_city(**departments: str) -> None:
    """A city with its calendar and departments (code=name; by default こども課) in force."""
    sections = [
        ("department", raw_department(code, name, f"例{i}"))
        for i, (code, name) in enumerate((departments or {"kodomo": "こども課"}).items())
    ]
    publish_all([("calendar", A_CALENDAR), ("city", A_CITY), *sections], by=SYSTEM, at=NOON)


def a_definition(kind: str, **raw: Any) -> Version:
    """A definition in force, given as keys of its YAML."""
    return publish(kind, raw, by=SYSTEM, at=NOON)


def definitions(*given: tuple[str, dict[str, Any]]) -> None:
    """Several in force together: their kinds with what their YAML says."""
    publish_all(given, by=SYSTEM, at=NOON)


def read_city(name: str) -> World:
    """cities/<name>, read and checked once a process: nobody writes there while tests run."""
    return _read(name, tuple(kind for kind, _root in ROOTS.items()))


@cache
def _read(name: str, kinds: tuple[str, ...]) -> World:
    """`kinds`: what there was to read; a room that is tested by itself knows fewer."""
    world = read_folder(CITIES / name)
    if world.errors:
        raise FolderHasErrors(world.errors)
    return world


def load_city(name: str = "example", at: datetime = NOON) -> Loaded:
    """The whole of cities/<name> in force."""
    return load_world(read_city(name), by=SYSTEM, at=at, take="folder")
