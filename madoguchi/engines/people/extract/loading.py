"""取り込む: what is new or changed, in batches that are each whole; begun again after a stop it goes on where it was."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction

from madoguchi.core.acting import By
from madoguchi.core.events.public import record
from madoguchi.core.text.public import address_key, fold
from madoguchi.engines.people.crossing import representation
from madoguchi.engines.people.events import RegisterImported
from madoguchi.engines.people.extract.columns import Row
from madoguchi.engines.people.extract.reading import Examined, Unreadable, rows_of
from madoguchi.engines.people.models.addressee import Addressee
from madoguchi.engines.people.models.household import Household, Membership
from madoguchi.engines.people.models.past import AddresseePast, ExtractImport
from madoguchi.engines.people.permissions import authorize

BATCH, FEW, MOST_NAMED = 2000, 500, 100
Progress = Callable[[int, int], None]


@dataclass
class Differences:
    """What a file would change. `numbers` name the first hundred of each kind; never a name."""

    added: int = 0
    changed: int = 0
    same: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    protected: list[str] = field(default_factory=list)
    lifted: list[str] = field(default_factory=list)
    unsaid: int = 0
    gone: list[str] = field(default_factory=list)
    gone_count: int = 0
    households: int = 0


def compare(path: Path, examined: Examined) -> Differences:
    """A dry run: reads everything, writes nothing. Raises Unreadable."""
    found = Differences()
    seen: set[str] = set()
    for batch in _batches(path):
        held = {one.number: one for one in Addressee.objects.filter(number__in=[row.number for row in batch])}
        for row in batch:
            if row.newest:
                seen.add(row.number)
                _compare(row, held.get(row.number), found)
    known = Addressee.objects.values_list("number", flat=True).order_by("number").iterator(chunk_size=10_000)
    for number in known:
        if number not in seen:
            found.gone_count += 1
            if len(found.gone) < MOST_NAMED:
                found.gone.append(number)
    found.households = len(_to_form(examined))
    return found


def _compare(row: Row, held: Addressee | None, found: Differences) -> None:
    if row.suppressed is None:
        found.unsaid += 1
    wanted = _wanted(row, held)
    if wanted and (held is None or not held.suppressed):
        _name(found.protected, row.number)
    if held is not None and held.suppressed and not wanted:
        _name(found.lifted, row.number)
    if held is None:
        found.added += 1
    elif held.digest == row.digest and held.suppressed == wanted:
        found.same += 1
    else:
        found.changed += 1
        found.fields.update(name for name, value in row.fields.items() if getattr(held, name) != value)
        found.reasons[row.fields["reason"] or "―"] += 1


def _name(numbers: list[str], number: str) -> None:
    if len(numbers) < MOST_NAMED:
        numbers.append(number)


def load(path: Path, examined: Examined, *, by: By, at: datetime, progress: Progress = lambda done, of: None) -> ExtractImport:
    """Raises NotPermitted, Unreadable (also of a file with faults, of which nothing is taken)."""
    authorize(by, "people.keep-register")
    if examined.faults:
        raise Unreadable("ファイルに誤りがあります。直してから取り込んでください。 The file has faults; nothing was taken.")
    run = ExtractImport.objects.create(sha256=examined.sha256, people=examined.people, by=by.code, begun_at=at)
    for batch in _batches(path):
        with transaction.atomic():
            _take(batch, run, at)
        progress(run.done, run.people)
    run.households = _form_households(examined, at.date())
    run.ended_at = at
    with transaction.atomic():
        run.save(update_fields=["households", "ended_at"])
        counts = {"added": run.added, "changed": run.changed, "same": run.same, "households": run.households}
        record(RegisterImported(run.pk, sha256=run.sha256, **counts), by=by, at=at)
    return run


def _batches(path: Path) -> Iterator[list[Row]]:
    rows = (row for _line, row in rows_of(path) if isinstance(row, Row))
    while batch := list(islice(rows, BATCH)):
        yield batch


def _take(batch: list[Row], run: ExtractImport, at: datetime) -> None:
    held = {one.number: one for one in Addressee.objects.filter(number__in={row.number for row in batch})}
    new, changed, past, told = [], [], [], []
    for row in batch:
        if not row.newest:
            continue
        known = held.get(row.number)
        wanted = _wanted(row, known)
        if known is None:
            held[row.number] = made = _filled(Addressee(number=row.number), row, wanted, at)
            new.append(made)
        elif known.digest != row.digest or known.suppressed != wanted:
            if known.digest and known.history != row.history:
                past.append(_past_of(known, row, at))
            if known.suppressed != wanted:
                told.append(known.pk)
            changed.append(_filled(known, row, wanted, at))
        else:
            run.same += 1
        run.done += 1
    Addressee.objects.bulk_create(new)
    if changed:
        Addressee.objects.bulk_update(changed, WRITTEN, batch_size=200)
    representation.tell_of(told, at)
    past += [_past_from(row, held[row.number], at) for row in batch if not row.newest and row.number in held]
    AddresseePast.objects.bulk_create(past, ignore_conflicts=True)
    run.added, run.changed = run.added + len(new), run.changed + len(changed)
    run.save(update_fields=["done", "added", "changed", "same"])


def _wanted(row: Row, held: Addressee | None) -> bool:
    """Protection as the file says; where it does not say, as it was, and of somebody new: protected."""
    if row.suppressed is not None:
        return row.suppressed
    return held.suppressed if held is not None else True


FIELDS = (
    "kind", "state", "family", "given", "family_kana", "given_kana", "family_kana_status", "given_kana_status", "former_family",
    "common_name", "name_mj", "birth_on", "birth_text", "sex", "postal", "address", "building", "resident_on", "changed_on",
    "reason",
)  # fmt: skip
WRITTEN = (*FIELDS, "history", "digest", "suppressed", "name_key", "kana_key", "address_key", "updated_at")


def _filled(one: Addressee, row: Row, suppressed: bool, at: datetime) -> Addressee:
    for name, value in row.fields.items():
        setattr(one, name, value)
    one.history, one.digest, one.suppressed, one.updated_at = row.history, row.digest, suppressed, at
    one.name_key = fold(f"{one.family}{one.given}")
    one.kana_key = fold(f"{one.family_kana}{one.given_kana}")
    one.address_key = address_key(f"{one.address}{one.building}")
    return one


def _past_of(known: Addressee, row: Row, at: datetime) -> AddresseePast:
    values = {name: _plain(getattr(known, name)) for name in FIELDS}
    reason, on = row.fields["reason"], row.fields["changed_on"]
    return AddresseePast(addressee_id=known.pk, number=known.history, changed_on=on, reason=reason, values=values, kept_at=at)


def _past_from(row: Row, person: Addressee, at: datetime) -> AddresseePast:
    values = {name: _plain(value) for name, value in row.fields.items()}
    on, reason = row.fields["changed_on"], row.fields["reason"]
    return AddresseePast(addressee_id=person.pk, number=row.history, changed_on=on, reason=reason, values=values, kept_at=at)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _to_form(examined: Examined) -> dict[str, list[tuple[int, str, str]]]:
    """Households that the register does not have just so."""
    held: dict[str, list[tuple[int, str, str]]] = {}
    rows = Membership.objects.filter(until_on=None).values_list("household__number", "order", "addressee__number", "relation")
    for household, order, person, relation in rows.order_by("household__number", "order").iterator(chunk_size=20_000):
        held.setdefault(household, []).append((order, person, relation))
    return {number: members for number, members in examined.households.items() if held.get(number) != members}


def _form_households(examined: Examined, on: date) -> int:
    """Whoever is named elsewhere leaves; in batches of households, each whole."""
    for begin in range(0, len(examined.apart), FEW):
        left = examined.apart[begin : begin + FEW]
        Membership.objects.filter(until_on=None, addressee__number__in=left).update(until_on=on)
    todo = _to_form(examined)
    numbers = sorted(todo)
    for begin in range(0, len(numbers), 2 * FEW):
        with transaction.atomic():
            _form(numbers[begin : begin + 2 * FEW], todo, on)
    return len(numbers)


def _form(numbers: list[str], todo: dict[str, list[tuple[int, str, str]]], on: date) -> None:
    Household.objects.bulk_create([Household(number=number) for number in numbers], ignore_conflicts=True)
    ids = dict(Household.objects.filter(number__in=numbers).values_list("number", "pk"))
    people = {person for number in numbers for _order, person, _relation in todo[number]}
    keys = dict(Addressee.objects.filter(number__in=people).values_list("number", "pk"))
    Membership.objects.filter(until_on=None, household__in=ids.values()).update(until_on=on)
    Membership.objects.filter(until_on=None, addressee__in=keys.values()).update(until_on=on)
    Membership.objects.bulk_create(
        Membership(household_id=ids[number], addressee_id=keys[person], relation=relation, order=order, from_on=on)
        for number in numbers
        for order, person, relation in todo[number]
    )
