"""`madoguchi staff`: register staff, give posts, list them."""

from argparse import ArgumentParser
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from madoguchi.city.public import departments
from madoguchi.core.refused import Refused
from madoguchi.engines.people.actions.staff import close_staff, give_post, invite_staff, start_over
from madoguchi.engines.people.actor import SYSTEM, TOKYO
from madoguchi.engines.people.models.account import Account, Kind
from madoguchi.engines.people.models.post import Role
from madoguchi.engines.people.queries import staff


class Command(BaseCommand):
    help = "職員の登録・所属・一覧 / staff accounts: add, post, list, reset, close"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        add = verbs.add_parser("add", help="職員を登録し、登録用リンクを表示する / register, print an enrolment link")
        add.add_argument("mail")
        add.add_argument("--name", required=True, help="表示名 / name shown")
        self._post_arguments(add)
        post = verbs.add_parser("post", help="所属と役割を加える / give a further post")
        post.add_argument("mail")
        self._post_arguments(post)
        verbs.add_parser("list", help="一覧 / list")
        reset = verbs.add_parser("reset", help="パスワードと二段階認証を消し、登録をやり直す / start over with a new link")
        reset.add_argument("mail")
        close = verbs.add_parser("close", help="サインインできなくする / close the account")
        close.add_argument("mail")

    def _post_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--section", required=True, help="所属のコード / department code")
        parser.add_argument("--role", required=True, choices=Role.values, help="役割 / role")
        parser.add_argument("--from", dest="from_on", type=date.fromisoformat, help="着任日 / first day (YYYY-MM-DD)")
        parser.add_argument("--until", dest="until_on", type=date.fromisoformat, help="離任日 / first day without it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, options["verb"])(timezone.now(), options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None

    def add(self, at: datetime, options: dict[str, Any]) -> None:
        self._known(options["section"])
        account, token = invite_staff(options["mail"], name=options["name"], by=SYSTEM, at=at)
        self._give(account, at, options)
        self._print_link(token)

    def post(self, at: datetime, options: dict[str, Any]) -> None:
        self._give(self._account(options["mail"]), at, options)
        self.stdout.write("所属と役割を加えました。 / post given")

    def list(self, at: datetime, options: dict[str, Any]) -> None:
        for account in staff(at.astimezone(TOKYO).date()):
            posts = ", ".join(f"{post.department}:{post.role}" for post in account.posts.all()) or "-"
            closed = "" if account.is_active else " (closed)"
            self.stdout.write(f"{account.email}\t{account.name}{closed}\t{posts}")

    def reset(self, at: datetime, options: dict[str, Any]) -> None:
        self._print_link(start_over(self._account(options["mail"]), by=SYSTEM, at=at))

    def close(self, at: datetime, options: dict[str, Any]) -> None:
        close_staff(self._account(options["mail"]), by=SYSTEM, at=at)
        self.stdout.write("サインインできなくしました。 / closed")

    def _account(self, mail: str) -> Account:
        account = Account.objects.filter(email=mail.strip().lower(), kind=Kind.STAFF).first()
        if account is None:
            raise CommandError(f"職員 {mail} は登録されていません。 / no staff member {mail}")
        return account

    def _known(self, section: str) -> str:
        """A department of the city. Raises CommandError with the nearest codes."""
        codes = [one.code for one in departments()]
        if section not in codes:
            close = ", ".join(get_close_matches(section, codes)) or ", ".join(codes[:8]) or "city load"
            raise CommandError(f"所属 {section} はありません。近いもの: {close} / no department {section}; near: {close}")
        return section

    def _give(self, account: Account, at: datetime, options: dict[str, Any]) -> None:
        give_post(
            account,
            department=self._known(options["section"]),
            role=options["role"],
            from_on=options["from_on"] or at.astimezone(TOKYO).date(),
            until_on=options["until_on"],
            by=SYSTEM,
            at=at,
        )

    def _print_link(self, token: str) -> None:
        path = reverse("staff_enrol", args=[token])
        self.stdout.write("72時間以内に一度だけ使える登録用リンク / one-time enrolment link, valid 72 hours:")
        self.stdout.write(f"{settings.MADO_ADDRESS.rstrip('/')}{path}")
