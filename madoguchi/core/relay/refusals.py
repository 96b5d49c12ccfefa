"""What the relay says when it will not take a thing. Codes for the other side and for the operator."""

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused


class RelayRefused(Refused):
    code, message = "relay-refused", _("もう一方の側からの送信を受け付けられません。")


class NotSigned(RelayRefused):
    code, message = "relay-not-signed", _("署名が、登録された鍵のものではありません。")


class TooOld(RelayRefused):
    code, message = "relay-clock", _("時刻が合っていないか、古い要求です。両方の機械の時計を確かめてください。")


class Replayed(RelayRefused):
    code, message = "relay-replayed", _("一度受け付けた要求が、もう一度届きました。")


class Gap(RelayRefused):
    code, message = "relay-gap", _("番号が飛んでいます。次に待っているのは{expected}番です。")


class Differs(RelayRefused):
    code, message = "relay-differs", _("{seq}番は、前に届いたものと内容が違います。どちらかが古いバックアップから戻されています。")


class Malformed(RelayRefused):
    code, message = "relay-malformed", _("封筒の形が正しくありません。")


class TooLarge(RelayRefused):
    code, message = "relay-too-large", _("大きすぎて送れません。")


class NoSuchEnclosure(RelayRefused):
    code, message = "relay-no-such-enclosure", _("その添付はありません。")


class Unreachable(RelayRefused):
    code, message = "relay-unreachable", _("公開側につながりません（{reason}）。")


class AnsweredNo(RelayRefused):
    code, message = "relay-answered-no", _("公開側が断りました（{answer}）。{why}")
