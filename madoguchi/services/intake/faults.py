"""不備: why an application was set aside. Each says what and where, and how it is mended.

`bearable` ones may be passed over by a clerk, who then finds what was left out as a note on the case.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused


class Fault(Refused):
    """`keeps`: whether the file itself is kept."""

    code, message = "intake-fault", _("この申請データは取り込めません。")
    mend: ClassVar[str | Promise] = _("届いたもとのシステムから、もう一度取り出してください。")
    bearable: ClassVar[bool] = False
    keeps: ClassVar[bool] = True


SEND_AGAIN = _("もとのシステムから取り出し直したファイルと差し替えて、もう一度取り込んでください。")
MAP_IT = _("手続きの「ぴったりサービスとの対応」か経路の定義に書き足して公開し、もう一度取り込んでください。")


class Broken(Fault):
    code, message, mend = "intake-broken", _("ファイルを開けません。{why}"), SEND_AGAIN


class TooLarge(Fault):
    code, message = "intake-too-large", _("ファイルが大きすぎます（{limit}まで）。")
    mend = _("経路の定義の most_megabytes を確かめるか、添付を分けて出し直してもらってください。")
    keeps = False


class Infected(Fault):
    code, message = "intake-infected", _("検査で危険なデータが見つかりました（{finding}）。ファイルは残していません。")
    mend = _("申請した方に連絡し、ほかの方法で出し直してもらってください。")
    keeps = False


class EntryMissing(Fault):
    code, message, mend = "intake-entry-missing", _("「{name}」がファイルの中にありません。"), SEND_AGAIN


class NotListed(Fault):
    code, message, mend = "intake-not-listed", _("目録にないファイル「{name}」が入っています。"), SEND_AGAIN


class DigestDiffers(Fault):
    code, message, mend = "intake-digest", _("「{name}」の中身が、目録のハッシュ値と合いません。"), SEND_AGAIN


class WrongEncoding(Fault):
    code, message = "intake-encoding", _("「{name}」の文字コードが {encoding} ではありません。")
    mend = _("経路の定義の encoding を確かめ、合わないのがこのファイルだけなら、取り出し直したものと差し替えてください。")


class BadManifest(Fault):
    code, message, mend = "intake-manifest", _("「{name}」の「{where}」が読めません。"), SEND_AGAIN


class OtherCity(Fault):
    code, message = "intake-other-city", _("あて先の市区町村コードが {found} です（この市は {expected}）。")
    mend = _("ほかの市の申請です。取り込まず、送り元に知らせてください。")


class UnknownForm(Fault):
    code, message = "intake-unknown-form", _("様式「{form}」に当たる手続きがありません。")
    mend = _("手続きの「ぴったりサービスとの対応」か経路の定義に、この様式を書いて公開し、もう一度取り込んでください。")


class OtherVersion(Fault):
    code, message = "intake-other-version", _("様式の版が {found} です（対応は {expected} で書かれています）。")
    mend = _("項目が変わっていないか確かめて、対応の版を直して公開し、もう一度取り込んでください。")
    bearable = True


class UnknownItems(Fault):
    code, message, mend = "intake-unknown-items", _("行き先のない項目があります：{items}。"), MAP_IT
    bearable = True


class UnreadableItems(Fault):
    code, message = "intake-unreadable", _("読めない値があります：{items}。")
    mend = _("選択肢なら対応の values に書き足してください。書き誤りなら、空欄のまま受け付けて、補正をお願いできます。")
    bearable = True


class UnknownPlace(Fault):
    code, message, mend = "intake-unknown-place", _("行き先のない添付があります：{items}。"), MAP_IT
    bearable = True


class PaperRefused(Fault):
    code, message = "intake-paper", _("添付「{name}」は受け取れません。{why}")
    mend = _("添付を除いて受け付け、出し直しをお願いできます。")
    bearable = True


class BadSignature(Fault):
    code, message = "intake-signature", _("電子署名が確かめられません。{why}")
    mend = _("差し替えても同じなら、署名なしとして受け付け、本人確認をしてください。")
    bearable = True


class SentInFuture(Fault):
    code, message = "intake-future", _("送信の日時が今より後です（{when}）。")
    mend = _("もとのシステムの時計と、経路の定義の日時の項目を確かめてください。")


class NumberTaken(Fault):
    code, message = "intake-number-taken", _("受付番号 {number} は、別の内容で取り込み済みです。")
    mend = _("もとのシステムで内容が直されたのなら、案件の補正として扱ってください。")


class Failed(Fault):
    code, message = "intake-failed", _("取込みの途中で誤りが起きました（{kind}）。")
    mend = _("もう一度取り込んでも同じなら、システムの担当に知らせてください。")


def faults() -> Iterator[type[Fault]]:
    left: list[type[Fault]] = [Fault]
    while left:
        one = left.pop()
        yield one
        left += one.__subclasses__()


def fault_of(code: str, values: dict[str, Any]) -> Fault:
    """As it was kept."""
    return next((one for one in faults() if one.code == code), Fault)(**values)
