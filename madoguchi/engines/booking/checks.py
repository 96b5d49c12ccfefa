"""What `city check` says about things to book, beyond their form."""

from collections.abc import Iterator
from datetime import date, timedelta

from madoguchi.city.public import Finding, World, error, warning
from madoguchi.engines.booking.definitions import Bookable, Opening, Purpose, Resource


def check_bookable(bookable: Bookable, world: World) -> Iterator[Finding]:
    yield from world.unknown(("department",), "department", bookable.department)
    yield from world.unknown(("calendar",), "calendar", bookable.calendar)
    if bookable.purpose:
        yield from world.unknown(("purpose",), "purpose", bookable.purpose)
    for index, need in enumerate(bookable.needs):
        for number, code in enumerate(need.any_of):
            yield from world.unknown(("needs", index, "any_of", number), "resource", code)
    yield from check_overlaps(bookable)
    yield from check_texts(bookable)


def check_overlaps(bookable: Bookable) -> Iterator[Finding]:
    """Two openings of one track that can hold on the same day must not run into each other."""
    for second, b in enumerate(bookable.openings):
        for first, a in enumerate(bookable.openings[:second]):
            if a.track == b.track and may_meet(a, b) and clash(a, b):
                yield error(
                    ("openings", second, "hours"),
                    f"openings[{first}]（{a.hours}）と同じ日に時間が重なります。曜日・期間・時間のどれかを分けてください。",
                    f"overlaps openings[{first}] ({a.hours}) on the same day; separate weekdays, dates or hours.",
                    "overlapping-openings",
                )


def may_meet(a: Opening, b: Opening) -> bool:
    """Whether a day can exist of which both speak."""
    if a.on and b.on:
        return bool(set(a.on) & set(b.on))
    if a.on or b.on:
        days, rule = (a.on, b) if a.on else (b.on, a)
        return any(rule.holds_on(day) for day in days)
    if not a.weekdays() & b.weekdays():
        return False
    if a.nth and b.nth and not set(a.nth) & set(b.nth) and -1 not in {*a.nth, *b.nth}:
        return False
    if (a.until and b.from_ and a.until < b.from_) or (b.until and a.from_ and b.until < a.from_):
        return False
    return not (a.season and b.season) or any(a.season.holds(day) and b.season.holds(day) for day in year())


def year() -> list[date]:
    first = date(2024, 1, 1)
    return [first + timedelta(days=n) for n in range(366)]


def clash(a: Opening, b: Opening) -> bool:
    """Whether slots of the two overlap in the time of day."""
    return any(
        one < other + b.length and other < one + a.length for one in a.beginnings(a.hours) for other in b.beginnings(b.hours)
    )


def check_texts(bookable: Bookable) -> Iterator[Finding]:
    for name in ("title", "summary"):
        text = getattr(bookable, name)
        if text is None:
            yield warning((name,), "ひとことの説明がありません。", "no sentence that says what it is.", "no-summary")
            continue
        for lang, word in (("en", "英語"), ("easy", "やさしい日本語")):
            if not text.has(lang):
                yield warning((name,), f"{word}の文がありません", f"no text in {lang}", f"no-{lang}")


def check_resource(resource: Resource, world: World) -> Iterator[Finding]:
    yield from world.unknown(("department",), "department", resource.department)
    for index, part in enumerate(resource.parts):
        yield from world.unknown(("parts", index), "resource", part)
    if runs_in_a_circle(resource, world):
        yield error(
            ("parts",),
            "parts をたどると自分に戻ります。",
            "the parts lead back to this resource.",
            "circle",
        )


def runs_in_a_circle(resource: Resource, world: World) -> bool:
    waiting, seen = list(resource.parts), set()
    while waiting:
        code = waiting.pop()
        if code == resource.code:
            return True
        found = world.get(Resource, code)
        if found and code not in seen:
            seen.add(code)
            waiting += found.parts
    return False


def check_purpose(purpose: Purpose, world: World) -> Iterator[Finding]:
    if purpose.procedure:
        yield from world.unknown(("procedure",), "procedure", purpose.procedure)
