"""madoguchi relay once|status|keys."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from madoguchi.core.relay import calling, health, incoming, outgoing
from madoguchi.core.relay.keys import fresh_signing_pair
from madoguchi.core.relay.models import Incoming, Outgoing
from madoguchi.core.relay.models.incoming import Fate
from madoguchi.core.relay.rows import letters
from madoguchi.core.sealing.public import fresh_pair
from madoguchi.core.zones import Zone, zone_here


class Command(BaseCommand):
    help = "公開側と庁内側の渡し: いま一度話す、状態を見る、鍵を作る。 / The relay between the two sides."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=("once", "status", "keys"))

    def handle(self, *args: Any, **options: Any) -> None:
        {"once": self.once, "status": self.status, "keys": self.keys}[options["what"]]()

    def once(self) -> None:
        """One call (office side); the public side, which calls nobody, takes what it has received."""
        at = timezone.now()
        if zone_here() is Zone.ALL:
            raise CommandError("MADOGUCHI_ZONE=all では渡しはありません。 Nothing crosses where both sides are one.")
        if zone_here() is Zone.PUBLIC:
            outgoing.seal_waiting(at)
            self.stdout.write(f"実行 {incoming.take_waiting(at)} taken")
            return
        done = calling.call_once(at)
        self.stdout.write(f"発信 {done.pushed} pushed, 受信 {done.pulled} pulled, 実行 {done.taken} taken")
        if done.trouble:
            raise CommandError(done.trouble)

    def status(self) -> None:
        for finding in health.relay(timezone.now()):
            self.stdout.write(f"{finding.level}: {finding.sentence}")
        for row in Outgoing.objects.exclude(trouble="").order_by("id")[:20]:
            self.stdout.write(f"  out -  {row.kind} {row.subject}: {row.trouble}")
        for kept in Incoming.objects.filter(fate__in=[Fate.STUCK, Fate.REFUSED]).order_by("-seq")[:20]:
            self.stdout.write(f"  in {kept.seq} {kept.kind} {kept.subject}: {kept.fate} {kept.reason}")

    def keys(self) -> None:
        """Fresh keys for both machines. Nothing is stored."""
        ours, theirs = fresh_signing_pair(), fresh_signing_pair()
        private, public = fresh_pair()
        self.stdout.write("# 公開側 / public side")
        self.stdout.write(f"MADOGUCHI_RELAY_SIGN_KEY={letters(ours[0])}")
        self.stdout.write(f"MADOGUCHI_RELAY_PEER_SIGN_KEY={letters(theirs[1])}")
        self.stdout.write(f"MADOGUCHI_RELAY_SEAL_KEY={private}")
        self.stdout.write("# 庁内側 / office side")
        self.stdout.write(f"MADOGUCHI_RELAY_SIGN_KEY={letters(theirs[0])}")
        self.stdout.write(f"MADOGUCHI_RELAY_PEER_SIGN_KEY={letters(ours[1])}")
        self.stdout.write(f"MADOGUCHI_RELAY_PEER_SEAL_KEY={public}")
