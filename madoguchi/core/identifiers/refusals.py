"""What is wrong with a number, in a sentence for the person who typed it. The number itself is never repeated."""

from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused


class BadNumber(Refused):
    """Base of all of them, so that a caller need know one only."""

    code, message = "bad-number", _("{name}が正しくありません。もう一度お確かめください。")


class NotDigits(BadNumber):
    code, message = "number-not-digits", _("{name}は数字だけで入力してください。")


class WrongLength(BadNumber):
    code, message = "number-wrong-length", _("{name}は{expected}桁です。入力されたのは{found}桁です。")


class WrongCheckDigit(BadNumber):
    code, message = "number-wrong-check-digit", _("{name}のどこかが違っています。1桁ずつもう一度お確かめください。")


class NotInvoiceNumber(BadNumber):
    code, message = "invoice-number-shape", _("{name}は「T」と13桁の数字です。")


class NotReceiptNumber(BadNumber):
    code = "receipt-number-shape"
    message = _("受付番号は ABCD-EFGH-J のような9文字です。入力されたのは{found}文字です。")


class NeverInReceiptNumber(BadNumber):
    code = "receipt-number-symbol"
    message = _("受付番号に「{symbol}」は使いません。0・1・O・I・L も使わないので、よく似た別の字をお確かめください。")
