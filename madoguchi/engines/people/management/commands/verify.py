"""madoguchi verify FILE [--trust FOLDER] [--content FILE] [--attachment FILE …]: off line, without a database."""

import hashlib
import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from madoguchi.engines.people.card.evidence import Evidence, NoEvidence, digest_of_evidence, read_evidence, verify_again
from madoguchi.engines.people.card.saying import ENGLISH, RESULTS, STATES, STEPS
from madoguchi.engines.people.card.trust import BadTrust, read_store, store
from madoguchi.engines.people.card.verifying import State


class Command(BaseCommand):
    help = "保管した電子署名の証拠を検証し直す / verify the evidence of a signature again, off line"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="証拠のファイル / evidence, as the desk gives it")
        parser.add_argument("--trust", type=Path, help="認証局のフォルダー。なければ MADOGUCHI_CARD_TRUST / folder of roots")
        parser.add_argument("--content", type=Path, help="署名された内容をこのファイルに書き出す / write what was signed")
        parser.add_argument(
            "--attachment", type=Path, action="append", default=[], help="添付が署名のときと同じか / hold an attachment against it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            raw = options["file"].read_bytes()
            kept = read_evidence(raw)
            trusted = read_store(options["trust"]) if options["trust"] else store()
        except OSError as wrong:
            raise CommandError(f"{options['file']}: 読めません。 Can't be read: {wrong.strerror}") from None
        except NoEvidence as wrong:
            raise CommandError(f"{options['file']}: 証拠の形をしていません。 Not written as evidence is: {wrong}") from None
        except BadTrust as wrong:
            raise CommandError(f"認証局のフォルダー: {wrong}") from None
        with translation.override("ja"):
            good = self.say(kept, raw, verify_again(kept, trusted, tests_too=settings.MADO_DEMO))
        good &= self.attachments(kept, options["attachment"])
        if options["content"]:
            options["content"].write_bytes(kept.content)
        if not good:
            sys.exit(1)

    def say(self, kept: Evidence, raw: bytes, again: Any) -> bool:
        verdict = again.verdict
        print(f"到達 received            {kept.received_at.isoformat()}")
        print(f"証拠の要約値 digest      {digest_of_evidence(raw)}")
        print("                         監査の記録の値と同じなら、このファイルは当時のものです。 Compare it with the audit's.")
        print(f"シリアル番号 serial      {again.serial}")
        print(f"認証局 root              {again.fingerprint}")
        if not again.root_known:
            print("                         この認証局は、いまの信頼の一覧にありません。指紋を公式の告示と照らしてください。")
            print("                         Not in the trust store: compare this fingerprint with the official notice.")
        if kept.test:
            print("注意 NOTE                テスト用の証明書です。 A test certificate.")
        for number, (step, words) in enumerate(STEPS.items(), 1):
            result = verdict.steps[step]
            then = kept.steps.get(step.value, "")
            changed = f"（当時 then: {then}）" if then != result.value else ""
            print(f"{number:2}  {words}: {RESULTS[result]}{changed} · {ENGLISH[step]}: {result.value}")
        held = verdict.revocation
        print(f"失効の確認 revocation    {held.status.value} / {held.checker} / {held.said_at or '-'} … {held.until or '-'}")
        print(f"結果 result              {STATES[verdict.state]} · {verdict.state.value}")
        return verdict.state is State.VALID and again.root_known

    def attachments(self, kept: Evidence, files: list[Path]) -> bool:
        """Whether each is one of those whose digests were signed."""
        try:
            signed = {one["sha256"]: one["slot"] for one in json.loads(kept.content)["attachments"]} if files else {}
        except (ValueError, KeyError, TypeError):
            signed = {}
        good = True
        for path in files:
            found = signed.get(hashlib.sha256(path.read_bytes()).hexdigest())
            told = f"署名のときと同じ same as signed: {found}" if found else "署名のときの添付ではありません not among those signed"
            print(f"{path.name}: {told}")
            good &= found is not None
        return good
