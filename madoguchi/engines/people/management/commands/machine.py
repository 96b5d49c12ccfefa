"""madoguchi machine admit|list|revoke: systems that use the API, on a side that has no desk (the public one)."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from madoguchi.core.calendar.public import today
from madoguchi.core.refused import Refused
from madoguchi.engines.people.public import SYSTEM, Machine, admit_machine, machine_scopes, revoke_machine


class Command(BaseCommand):
    help = "Let a system use the API of this side, list those that may, or shut one out. A key is printed once and kept nowhere."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        admit = verbs.add_parser("admit", help="let a system in; prints its key")
        admit.add_argument("name")
        admit.add_argument("--section", required=True, help="code of the department in whose name it asks")
        scopes = sorted(machine_scopes())
        admit.add_argument("--scope", action="append", required=True, choices=scopes, help="may be given several times")
        admit.add_argument("--until", type=date.fromisoformat, help="the first day on which the key works no more; a year without")
        verbs.add_parser("list", help="all that were ever let in")
        verbs.add_parser("revoke", help="shut a system out").add_argument("id")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"_{verb}")(timezone.now(), **options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None

    def _admit(self, at: Any, *, name: str, section: str, scope: list[str], until: date | None, **_: Any) -> None:
        expires_on = until or today(at) + timedelta(days=365)
        _machine, secret = admit_machine(name, section=section, scopes=scope, expires_on=expires_on, by=SYSTEM, at=at)
        self.stdout.write(secret)

    def _list(self, at: Any, **_: Any) -> None:
        for one in Machine.objects.order_by("made_at"):
            works = one.revoked_at is None and one.expires_on > today(at)
            state = f"until {one.expires_on}" if works else "revoked" if one.revoked_at else "expired"
            self.stdout.write(f"{one.pk}  {one.name}  {one.section}  {', '.join(one.scopes)}  {state}")

    def _revoke(self, at: Any, *, id: str, **_: Any) -> None:
        try:
            machine = Machine.objects.get(pk=id)
        except (Machine.DoesNotExist, ValidationError):
            raise CommandError(f"no system {id}") from None
        revoke_machine(machine, by=SYSTEM, at=at)
        self.stdout.write(f"{machine.name}: shut out")
