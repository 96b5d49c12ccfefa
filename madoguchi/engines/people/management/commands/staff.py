"""`madoguchi staff`: register staff, give posts, list them."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from madoguchi.city.public import departments
from madoguchi.core.calendar.public import parse_date
from madoguchi.core.refused import Refused
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.people.actions.renew import year_end
from madoguchi.engines.people.actions.staff import close_staff, give_post, invite_staff, start_over
from madoguchi.engines.people.actor import SYSTEM, TOKYO
from madoguchi.engines.people.models.account import Account, Kind
from madoguchi.engines.people.models.post import Post, Role
from madoguchi.engines.people.queries import staff

DAY = timedelta(days=1)


def day(text: str) -> date:
    """As people write it: 2026-04-01, 令和8年4月1日."""
    try:
        return parse_date(text)
    except (Refused, ValueError):
        raise ArgumentTypeError(
            f"「{text}」は日付として読めません（例: 2026-04-01） / {text!r} is no day (example: 2026-04-01)"
        ) from None


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
        parser.add_argument("--from", dest="from_on", type=day, help="着任日。なければ今日 / first day; today if left out")
        end = parser.add_mutually_exclusive_group()
        ends = "離任日（この日から役割がない）。なければ年度末の翌日 / first day without it; else the next April 1"
        end.add_argument("--until", dest="until_on", type=day, help=ends)
        end.add_argument("--no-end", action="store_true", help="期限のない役割にする / a post without an end")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, options["verb"])(timezone.now(), options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None

    def add(self, at: datetime, options: dict[str, Any]) -> None:
        self._known(options["section"])
        with transaction.atomic():
            account, token = invite_staff(options["mail"], name=options["name"], by=SYSTEM, at=at)
            given = self._give(account, at, options)
        self._print_post(given)
        self._print_link(token)

    def post(self, at: datetime, options: dict[str, Any]) -> None:
        self._print_post(self._give(self._account(options["mail"]), at, options))

    def list(self, at: datetime, options: dict[str, Any]) -> None:
        for account in staff(at.astimezone(TOKYO).date()):
            posts = ", ".join(map(_with_end, account.posts.all())) or "-"
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

    def _give(self, account: Account, at: datetime, options: dict[str, Any]) -> Post:
        """It ends with the fiscal year in which it begins, as at the desk, unless something else is said."""
        begins = options["from_on"] or at.astimezone(TOKYO).date()
        return give_post(
            account,
            department=self._known(options["section"]),
            role=options["role"],
            from_on=begins,
            until_on=None if options["no_end"] else options["until_on"] or year_end(begins),
            by=SYSTEM,
            at=at,
        )

    def _print_post(self, post: Post) -> None:
        named = f"{post.department} {post.role}"
        if post.until_on is None:
            self.stdout.write(f"{named}: {post.from_on} から、期限のない役割です。 / from {post.from_on} on, without an end.")
            return
        last = post.until_on - DAY
        self.stdout.write(
            f"{named}: {post.from_on} から {last} まで。その前に、職員画面の「職員」→「年度末の更新」で延ばせます。\n"
            f"    from {post.from_on} to {last}; before that it can be extended at the desk, under 職員, 年度末の更新."
        )

    def _print_link(self, token: str) -> None:
        """Where the two sides are apart, the address of the house is the portal's, and the desk has one that nothing here knows."""
        path = reverse("staff_enrol", args=[token])
        self.stdout.write("72時間以内に一度だけ使える登録用リンク / one-time enrolment link, valid 72 hours:")
        if zone_here() is Zone.OFFICE:
            self.stdout.write("（職員画面のアドレスに続けて開きます / open it at the address of the desk）")
            self.stdout.write(path)
        else:
            self.stdout.write(f"{settings.MADO_ADDRESS.rstrip('/')}{path}")


def _with_end(post: Post) -> str:
    """kodomo:clerk (-2027-03-31), with the last day."""
    return f"{post.department}:{post.role}" + (f" (-{post.until_on - DAY})" if post.until_on else "")
