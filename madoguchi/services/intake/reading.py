"""From the bytes that came to what can be registered: everything is looked into here, nothing is written."""

import io
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, BinaryIO

from madoguchi.city.public import Version
from madoguchi.core.calendar.public import format_instant
from madoguchi.core.files.public import PAPER, Examined, FileRefused, ScannerAway, VirusFound, look_into, scanners
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people import public as people
from madoguchi.services.intake.adapters import adapter_of
from madoguchi.services.intake.adapters.archives import MEGABYTE
from madoguchi.services.intake.channels import procedure_for
from madoguchi.services.intake.definitions import Channel
from madoguchi.services.intake.faults import (
    BadSignature,
    Fault,
    Infected,
    PaperRefused,
    SentInFuture,
    TooLarge,
    UnknownItems,
    UnknownPlace,
    UnreadableItems,
)
from madoguchi.services.intake.mapping import places_of, read_answers
from madoguchi.services.intake.package import Package

AHEAD = timedelta(minutes=10)
"""By how much another system's clock may run before ours."""
MOST_SAID = 20


@dataclass
class Ready:
    """What is to be registered. `passed_over`: the faults that a clerk chose to bear."""

    package: Package
    version: Version
    answers: dict[str, Any]
    secrets: dict[str, str]
    papers: list[tuple[str, Examined]] = field(default_factory=list)
    judged: tuple[people.Verdict, bytes] | None = None
    passed_over: list[Fault] = field(default_factory=list)


def as_file(content: bytes) -> BinaryIO:
    return io.BytesIO(content)


def digest_of(content: bytes) -> str:
    return sha256(content).hexdigest()


def scan(channel: Channel, content: bytes) -> str:
    """What looked into it. Raises TooLarge, Infected; ScannerAway where nobody can say, and it is tried again."""
    if len(content) > channel.most_megabytes * MEGABYTE:
        raise TooLarge(limit=f"{channel.most_megabytes} MB")
    opinions = ["structure"]
    for scanner in scanners():
        verdict = scanner.scan(as_file(content))
        opinions.append(scanner.name)
        if not verdict.clean:
            raise Infected(finding=verdict.finding)
    return "+".join(opinions)


class Reader:
    """Reads one application; with `bearing`, faults that may be borne are kept in `passed_over` instead of raised."""

    def __init__(self, channel: Channel, at: datetime, *, bearing: bool = False) -> None:
        self.channel, self.at, self.bearing = channel, at, bearing
        self.passed_over: list[Fault] = []
        self.package: Package | None = None
        self.procedure: cases.Procedure | None = None

    def read(self, name: str, content: bytes) -> Ready:
        """Raises Fault, ScannerAway. What was found out before the fault stays known: `package`, `procedure`."""
        package = self.package = adapter_of(self.channel).read(self.channel, name, content)
        if package.sent_at > self.at + AHEAD:
            raise SentInFuture(when=format_instant(package.sent_at))
        version, mapping = procedure_for(self.channel, package, any_version=True)
        definition = version.definition
        assert isinstance(definition, cases.Procedure)
        self.procedure = definition
        try:
            procedure_for(self.channel, package)
        except Fault as fault:
            self.bear(fault)
        found = read_answers(definition, mapping, package.fields, package.between)
        if found.unknown:
            self.bear(UnknownItems(items=listed(f"{one}＝{'、'.join(package.fields[one])}" for one in found.unknown)))
        if found.unread:
            self.bear(UnreadableItems(items=listed(f"{one.item}＝{one.value}（{one.why}）" for one in found.unread)))
        papers = self.papers(package, places_of(definition, mapping))
        judged = self.judged(package, definition, found.answers)
        return Ready(package, version, found.answers, found.secrets, papers, judged, self.passed_over)

    def bear(self, fault: Fault) -> None:
        if not (self.bearing and fault.bearable):
            raise fault
        self.passed_over.append(fault)

    def papers(self, package: Package, places: dict[str, str]) -> list[tuple[str, Examined]]:
        homeless = [one for one in package.files if one.place not in places]
        if homeless:
            self.bear(UnknownPlace(items=listed(f"{one.place}（{one.name}）" for one in homeless)))
        found = []
        for one in package.files:
            if one.place not in places:
                continue
            try:
                found.append((places[one.place], look_into(one.content, name=one.name, limits=PAPERS)))
            except ScannerAway:
                raise
            except VirusFound as refused:
                raise Infected(**refused.values) from None
            except FileRefused as refused:
                self.bear(PaperRefused(name=one.name, why=str(refused)))
        return found

    def judged(self, package: Package, procedure: cases.Procedure, answers: dict[str, Any]) -> tuple[people.Verdict, bytes] | None:
        if package.signed is None:
            return None
        judged = cases.judge_arrived(procedure, answers, package.signed, at=self.at)
        if judged[0].failed is None:
            return judged
        self.bear(BadSignature(why=str(cases.SIGNATURE_WHY[judged[0].failed.value])))
        return None


PAPERS = replace(PAPER, most_files=1000)


def listed(items: Any) -> str:
    """The first of them, each cut short: a reason is read, not searched."""
    shown = [one if len(one) <= 120 else f"{one[:119]}…" for one in items]
    more = len(shown) - MOST_SAID
    return "、".join([*shown[:MOST_SAID], *([f"ほか{more}件"] if more > 0 else [])])
