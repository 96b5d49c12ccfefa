"""What a person can read in an answer: of a page its text, of paper and tables what stands in them."""

from email import message_from_bytes
from email.policy import default
from io import BytesIO
from typing import Any
from zipfile import ZipFile, is_zipfile

from madoguchi.core.typesetting.testing import text_of


def text_in(answer: Any) -> str:
    return text_in_bytes(b"".join(answer.streaming_content) if answer.streaming else answer.content)


def text_in_bytes(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        return "".join(text_of(content).split())  # a line may end anywhere
    if is_zipfile(BytesIO(content)):
        whole = ZipFile(BytesIO(content))
        return "".join(whole.read(name).decode(errors="replace") for name in whole.namelist())
    return content.decode(errors="replace")


def text_in_mail(mime: bytes) -> str:
    """Subject and body as a mail programme shows them."""
    mail = message_from_bytes(mime, policy=default)
    body = mail.get_body(("plain", "html"))
    return f"{mail['Subject']}\n{mail['To']}\n{body.get_content() if body else ''}"
