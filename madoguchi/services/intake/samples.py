"""見本のパッケージ: invented applications in the layout of a channel, whole ones and ones that are broken in every way we know."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Protocol

from madoguchi.city import public as city
from madoguchi.core.calendar.public import TOKYO
from madoguchi.engines.cases import public as cases
from madoguchi.engines.forms import public as forms
from madoguchi.services.intake.definitions import Channel, Packaging
from madoguchi.services.intake.mapping import items_of
from madoguchi.services.intake.zipping import zipped

OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
)


def blank_pdf() -> bytes:
    """An empty sheet."""
    body, places = b"%PDF-1.4\n", []
    for number, said in enumerate(OBJECTS, 1):
        places.append(b"%010d 00000 n \n" % len(body))
        body += b"%d 0 obj%sendobj\n" % (number, said)
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(places)
    return body + table + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


PDF = blank_pdf()
FAMILIES, GIVEN = ("見本", "例示", "架空", "仮名"), ("さくら", "ひなた", "あおい", "みどり", "はるか", "ゆき")


class Signer(Protocol):
    """A card that signs: of a test authority."""

    def sign(self, content: bytes) -> bytes: ...


@dataclass
class Sample:
    """One package before it is written: `others` are entries as they are, `digests` what the manifest says instead of the truth."""

    number: str
    form: str
    version: str
    sent_at: datetime
    data: dict[str, Any]
    attachments: list[tuple[str, str, bytes]] = field(default_factory=list)
    municipality: str = ""
    electronic: bool = False
    others: dict[str, bytes] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    digests: dict[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"
    signer: Signer | None = None
    strict: str = ""
    """An item that takes only some values."""


def sample_of(
    channel: Channel, procedure: cases.Procedure, number: str, sent_at: datetime, answers: dict[str, Any] | None = None
) -> Sample:
    """A whole one. Raises IndexError where the procedure has no example and no answers are given."""
    mapping = procedure.pittari
    assert mapping is not None
    given = answers if answers is not None else cases.example_answers(procedure)
    strict = [item for page in procedure.pages for item, question, _part in items_of(mapping, page, 1) if question.type == "choice"]
    data = items_from(procedure, mapping, given)
    return Sample(
        number=number,
        form=mapping.form,
        version=mapping.version,
        sent_at=sent_at,
        data=data,
        strict=next((item for item in strict if item in data), ""),
        municipality=channel.municipality,
        encoding=channel.encoding,
    )


def items_from(procedure: cases.Procedure, mapping: cases.FormMapping, answers: dict[str, Any]) -> dict[str, Any]:
    """Answers as the other system would name and write them: the way back of `read_answers`."""
    found: dict[str, Any] = {}
    for page in procedure.pages:
        entries = forms.get(answers, page.repeat.id) if page.repeat else [answers]
        for number, entry in enumerate(entries or [], 1):
            for item, question, part in items_of(mapping, page, number if page.repeat else 0):
                value = forms.get(entry, question.id)
                if value is None or question.type in {"file", "my-number"}:
                    continue
                if question.type == "date":
                    found |= {} if part else {item: str(value)}
                    continue
                path = f"{page.repeat.id}.{question.id}" if page.repeat else question.id
                written = forms.FIELD_TYPES.get(question.type).typed(value, question).get(part, [])
                table = mapping.values.get(f"{path}.{part}" if part else path, {})
                words = [table.get(one, one) for one in written if one]
                if words:
                    found[item] = words[0] if len(words) == 1 else words
    return found


def packed(channel: Channel, sample: Sample) -> bytes:
    """The ZIP; the same sample gives the same bytes."""
    layout = channel.layout
    assert isinstance(layout, Packaging)
    text = json.dumps(sample.data, ensure_ascii=False, indent=1)
    contents = {layout.data: text.encode(sample.encoding), layout.form: PDF}
    places = {}
    for index, (place, name, content) in enumerate(sample.attachments, 1):
        entry = f"attachments/{index:02}_{name}"
        contents[entry], places[entry] = content, place
    manifest = json.dumps(manifest_of(layout, sample, contents, places), ensure_ascii=False, indent=1).encode(sample.encoding)
    contents[layout.manifest] = manifest
    if sample.signer is not None:
        contents[layout.signature] = sample.signer.sign(contents[layout.signed])
    contents |= sample.others
    return zipped({name: content for name, content in contents.items() if name not in sample.left_out})


def manifest_of(layout: Packaging, sample: Sample, contents: dict[str, bytes], places: dict[str, str]) -> dict[str, Any]:
    keys = layout.keys
    roles = {layout.data: "data", layout.form: "form"}
    listed = [
        {
            "name": name,
            "sha256": sample.digests.get(name, sha256(content).hexdigest()),
            "role": roles.get(name, "attachment"),
            **({keys.place: places[name]} if name in places else {}),
        }
        for name, content in contents.items()
    ]
    return {
        "package_version": "1",
        keys.number: sample.number,
        keys.procedure: sample.form,
        keys.version: sample.version,
        keys.municipality: sample.municipality,
        keys.sent_at: sample.sent_at.astimezone(TOKYO).isoformat(),
        keys.electronic: sample.electronic,
        keys.files: listed,
    }


def invented(channel: Channel, count: int, *, now: datetime, seed: int = 1) -> Iterator[tuple[str, Sample]]:
    """Name and content of so many whole ones, over all procedures that have a form there."""
    dice = random.Random(seed)  # noqa: S311
    known = [one.definition for one in city.current_all("procedure")]
    procedures = [one for one in known if isinstance(one, cases.Procedure) and one.pittari and one.examples]
    if not procedures:
        raise LookupError("no procedure has a form there and an example")
    for index in range(1, count + 1):
        procedure = procedures[index % len(procedures)]
        sent_at = now - timedelta(minutes=dice.randint(5, 60 * 24 * 5))
        number = f"{seed:02}{sent_at:%y%m%d}{index:06}"
        answers = renamed(procedure, cases.example_answers(procedure), dice)
        yield f"{number}.zip", sample_of(channel, procedure, number, sent_at, answers)


def renamed(procedure: cases.Procedure, answers: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """The same, filed by somebody else who does not exist."""
    where = procedure.applicant.name if procedure.applicant else ""
    name = forms.get(answers, where) if where else None
    if not isinstance(name, dict):
        return answers
    return cases.put_answer(answers, where, {**name, "family": dice.choice(FAMILIES), "given": dice.choice(GIVEN)})


def digest_differs(layout: Packaging, sample: Sample) -> Sample:
    return replace(sample, digests={layout.data: "0" * 64})


def entry_missing(layout: Packaging, sample: Sample) -> Sample:
    return replace(sample, left_out={layout.form})


def not_listed(layout: Packaging, sample: Sample) -> Sample:
    return replace(sample, others={"extra.txt": b"nobody knows me"})


def a_bomb(layout: Packaging, sample: Sample) -> Sample:
    return replace(sample, others={"attachments/99_big.txt": b"\0" * (6 * 1024 * 1024)})


def traversal(layout: Packaging, sample: Sample) -> Sample:
    return replace(sample, others={"../../outside.txt": b"outside"})


def wrong_encoding(layout: Packaging, sample: Sample) -> Sample:
    return replace(sample, encoding="cp932" if sample.encoding.startswith("utf") else "utf-16")


def unknown_form(layout: Packaging, sample: Sample) -> Sample:
    return replace(sample, form="no-such-form")


def other_city(layout: Packaging, sample: Sample) -> Sample:
    return replace(sample, municipality="999999")


def unknown_item(layout: Packaging, sample: Sample) -> Sample:
    return replace(sample, data={**sample.data, "新しい項目": "値"})


def unreadable(layout: Packaging, sample: Sample) -> Sample:
    return replace(sample, data={**sample.data, sample.strict: "どれでもない値"})


def bad_signature(layout: Packaging, sample: Sample) -> Sample:
    return replace(sample, others={layout.signature: b"not a signature"})


def from_tomorrow(layout: Packaging, sample: Sample) -> Sample:
    return replace(sample, sent_at=sample.sent_at + timedelta(days=400))


def no_manifest(layout: Packaging, sample: Sample) -> Sample:
    return replace(sample, left_out={layout.manifest})


def bad_manifest(layout: Packaging, sample: Sample) -> Sample:
    return replace(sample, others={layout.manifest: b'{"files": 1}'})


BROKEN: dict[str, tuple[Callable[[Packaging, Sample], Sample], str]] = {
    "digest": (digest_differs, "intake-digest"),
    "missing": (entry_missing, "intake-entry-missing"),
    "unlisted": (not_listed, "intake-not-listed"),
    "bomb": (a_bomb, "intake-broken"),
    "traversal": (traversal, "intake-broken"),
    "encoding": (wrong_encoding, "intake-encoding"),
    "form": (unknown_form, "intake-unknown-form"),
    "city": (other_city, "intake-other-city"),
    "item": (unknown_item, "intake-unknown-items"),
    "value": (unreadable, "intake-unreadable"),
    "signature": (bad_signature, "intake-signature"),
    "future": (from_tomorrow, "intake-future"),
    "no-manifest": (no_manifest, "intake-entry-missing"),
    "manifest": (bad_manifest, "intake-manifest"),
}
"""How one is broken, and the code of the fault that says so."""


def broken(channel: Channel, *, now: datetime, seed: int = 9) -> Iterator[tuple[str, bytes, str]]:
    """One of each kind: name, content, code of its fault. Besides, a file that is cut off, and one that says another thing
    under a number that came before.
    """
    layout = channel.layout
    assert isinstance(layout, Packaging)
    for (kind, (spoil, code)), (_name, sample) in zip(
        BROKEN.items(), invented(channel, len(BROKEN), now=now, seed=seed), strict=True
    ):
        yield f"broken-{kind}.zip", packed(channel, spoil(layout, sample)), code
    (_name, first), (_other, second) = invented(channel, 2, now=now, seed=seed + 1)
    whole = packed(channel, first)
    yield "broken-cut-off.zip", whole[: len(whole) // 2], "intake-broken"
    yield "twice-1.zip", packed(channel, second), ""
    yield "twice-2.zip", packed(channel, replace(second, electronic=True)), "intake-number-taken"
