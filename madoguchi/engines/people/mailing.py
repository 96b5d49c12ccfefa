"""Mails of sign-in: subject and text from a template each, in the reader's language; a demo says that it is one."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from madoguchi.city import public as city


def send(template: str, to: str, context: dict[str, Any], language: str = "") -> None:
    """`template` names a pair of files, `…_subject.txt` and `…_message.txt`, plain text: nothing is escaped for HTML.
    Goes out by the house's EMAIL_BACKEND."""
    language = language or translation.get_language() or "ja"
    with translation.override(language):
        values = {"city": city_name(language), **context}
        values = {name: SafeString(value) if isinstance(value, str) else value for name, value in values.items()}
        subject = " ".join(render_to_string(f"{template}_subject.txt", values).split())
        body = render_to_string(f"{template}_message.txt", values).strip() + "\n"
        if settings.MADO_DEMO:
            subject = _("【デモ】{subject}").format(subject=subject)
            body = _("これはデモです。市の公式のメールではありません。") + "\n\n" + body
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to]).send()


def city_name(language: str) -> str:
    try:
        return city.city().title.in_(language)
    except city.NotDefined:
        return ""
