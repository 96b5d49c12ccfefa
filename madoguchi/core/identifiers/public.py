"""The door of identifiers."""

from madoguchi.core.identifiers.numbers import (
    check_corporate_number,
    check_driving_licence,
    check_insurer_number,
    check_invoice_number,
    check_municipality_code,
    check_my_number,
    check_resident_code,
    invalid_my_number,
    is_valid_corporate_number,
    is_valid_driving_licence,
    is_valid_insurer_number,
    is_valid_invoice_number,
    is_valid_municipality_code,
    is_valid_my_number,
    is_valid_resident_code,
)
from madoguchi.core.identifiers.receipt import check_receipt_number, is_valid_receipt_number, new_receipt_number
from madoguchi.core.identifiers.refusals import (
    BadNumber,
    NeverInReceiptNumber,
    NotDigits,
    NotInvoiceNumber,
    NotReceiptNumber,
    WrongCheckDigit,
    WrongLength,
)
from madoguchi.core.identifiers.uuid7 import uuid7

__all__ = [
    "BadNumber",
    "NeverInReceiptNumber",
    "NotDigits",
    "NotInvoiceNumber",
    "NotReceiptNumber",
    "WrongCheckDigit",
    "WrongLength",
    "check_corporate_number",
    "check_driving_licence",
    "check_insurer_number",
    "check_invoice_number",
    "check_municipality_code",
    "check_my_number",
    "check_receipt_number",
    "check_resident_code",
    "invalid_my_number",
    "is_valid_corporate_number",
    "is_valid_driving_licence",
    "is_valid_insurer_number",
    "is_valid_invoice_number",
    "is_valid_municipality_code",
    "is_valid_my_number",
    "is_valid_receipt_number",
    "is_valid_resident_code",
    "new_receipt_number",
    "uuid7",
]
