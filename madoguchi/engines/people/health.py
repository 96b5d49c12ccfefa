"""What `doctor` asks of My Number cards: by which roots they are judged, and whether anybody is asked about revoked ones; and of
the staff: whether there is, and will be, somebody who may register it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings

from madoguchi.core.calendar.public import today
from madoguchi.core.health import Finding, examines, failure, ok, warning
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.people.card.trust import PUBLISHED, BadTrust, Root, store
from madoguchi.engines.people.models.post import Post, Role

SOON = timedelta(days=120)
NEAR, DAY = timedelta(days=60), timedelta(days=1)


@examines("card")
def card(at: datetime) -> Iterator[Finding]:
    try:
        trusted = store()
    except BadTrust as wrong:
        yield failure(f"MADOGUCHI_CARD_TRUST: {wrong}")
        return
    if not trusted.roots:
        yield ok("カードの認証局の設定がありません。電子署名は受け付けません。 No roots: cards are not taken.")
        return
    for root in trusted.roots:
        yield about(root, at)
    if trusted.tests and not settings.MADO_DEMO:
        yield failure("テスト用のポリシーか認証局があります。取り除いてください。 Test roots or policies: take them out.")
    if settings.MADO_CARD_REVOCATION == "none":
        yield warning("失効を確かめる相手がありません。署名は「有効」になりません。 Nobody is asked: no signature is called valid.")


def about(root: Root, at: datetime) -> Finding:
    known, until = PUBLISHED.get(root.fingerprint), root.certificate.not_valid_after_utc
    if root.test:
        say = warning if settings.MADO_DEMO else failure
        return say(f"テスト用の認証局です: {root.fingerprint}。 A test root.")
    if known is None:
        return warning(f"指紋の控えにない認証局です。公式の告示と照らしてください。 Unknown root, compare it: {root.fingerprint}")
    if until < at:
        return ok(f"{known}: 期限が過ぎました。過去の署名の検証にだけ使います。 Run out; judges old signatures.")
    if until < at + SOON:
        return warning(f"{known}: {until:%Y-%m-%d} で期限です。新しい認証局を加えてください。 Runs out soon.")
    return ok(f"{known}: {until:%Y-%m-%d} まで。")


@examines("administrators")
def administrators(at: datetime) -> Iterator[Finding]:
    """Without one nobody is registered, and no post is extended, except on the command line."""
    if zone_here() is Zone.PUBLIC:
        return
    on = today(at)
    posts = Post.objects.in_force(on).filter(role=Role.ADMINISTRATOR, account__is_active=True)
    ends = list(posts.values_list("until_on", flat=True))
    last = max((end for end in ends if end), default=None)
    if not ends:
        yield warning("管理者がいません。madoguchi staff add --role administrator で登録します。 No administrator: add one.")
    elif last is None or None in ends:
        yield ok(f"管理者 {len(ends)}人。 Administrators.")
    elif last - on <= NEAR:
        yield warning(
            f"管理者の役割が {last - DAY} ですべて終わります。職員画面の「職員」→「年度末の更新」で延ばします。"
            f" All administrators' posts end then: extend them."
        )
    else:
        yield ok(f"管理者 {len(ends)}人、{last - DAY} まで。 Administrators, until then.")
