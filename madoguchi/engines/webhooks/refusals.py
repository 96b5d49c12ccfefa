"""Why an address is not taken."""

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused


class AddressRefused(Refused):
    """`code` of `outward.NotSent` → a sentence."""

    code, message = "hook-address-refused", _("この送り先は使えません。{reason}")


class NoKinds(Refused):
    code, message = "hook-needs-kinds", _("知らせることを、一覧から一つ以上選んでください。")


class MayNotRead(Refused):
    code, message = "hook-may-not-read", _("このシステムの鍵では、出来事を受け取れません。期限と、できることを確かめてください。")


class TooManyHooks(Refused):
    code, message = "too-many-hooks", _("一つのシステムに登録できる送り先は、{most}件までです。")


class NotSettled(Refused):
    code, message = "sending-not-settled", _("この知らせは、まだ送っているところです。")


TROUBLES = {
    "bad-address": _("https:// で始まる、空白や名前・パスワードのないアドレスを入力してください。"),
    "unknown-host": _("この名前のサーバーが見つかりません。"),
    "private-address": _(
        "庁内など、外に公開されていない番号につながるアドレスです。設定 MADOGUCHI_WEBHOOK_NETWORKS で許した範囲だけに送れます。"
    ),
    "not-https": _("https:// で始まるアドレスにしてください。"),
    "timeout": _("時間内に答えがありませんでした。"),
    "refused": _("つなごうとして断られました。"),
    "bad-certificate": _("証明書を確かめられませんでした。"),
    "broken-off": _("途中で切れました。"),
}
