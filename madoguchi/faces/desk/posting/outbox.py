"""送信箱: mails that nobody carries further, where no mail server is connected. A mail's content is opened by few."""

from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from madoguchi.core.audit.public import listed, looked
from madoguchi.core.refused import NotPermitted
from madoguchi.core.sealing.public import Unreadable
from madoguchi.engines.messages import public as mail
from madoguchi.faces.desk.lists import page_of
from madoguchi.faces.desk.permissions import may_read_every_mail
from madoguchi.faces.desk.sections import name_sections
from madoguchi.faces.shell.guard import open_to


@dataclass(frozen=True)
class Opened:
    to: str
    subject: str
    text: str
    whole: str
    message_id: str


def embedded() -> bool:
    """Whether mails stay in the house: no mail server has been named."""
    return not getattr(settings, "MADO_SMTP", "")


@open_to("outbox.see", purpose="casework")
@require_safe
def listing(request: Any) -> HttpResponse:
    page = page_of(_visible(request.actor), request, by=("-put_at", "-delivery"), size=30) if embedded() else None
    mails = [_line(row, request.actor) for row in page.rows] if page else []
    if opened := [row.pk for row, content in mails if content]:
        listed(request.actor, request.received_at, "outbox-mail", {}, opened, request.purpose)
    name_sections(row.delivery for row, _content in mails)
    context = {"page": page, "mails": mails, "may_print": request.actor.may("messages.print")}
    return render(request, "desk/posting/outbox.html", context)


@open_to("outbox.see", purpose="casework")
@require_safe
def mail_page(request: Any, pk: UUID) -> HttpResponse:
    if not embedded():
        raise Http404
    row = get_object_or_404(_visible(request.actor), pk=pk)
    if not _readable(row, request.actor):
        raise NotPermitted
    looked(request.actor, request.received_at, "outbox-mail", pk, request.purpose)
    return render(request, "desk/posting/mail.html", {"row": row, "mail": _opened(row)})


def _visible(by: Any) -> QuerySet[mail.OutboxMail]:
    rows = mail.OutboxMail.objects.select_related("delivery__message__key", "delivery__message__account")
    if may_read_every_mail(by):
        return rows
    return rows.filter(Exists(mail.Delivery.objects.visible_to(by).filter(pk=OuterRef("delivery"))))


def _readable(row: mail.OutboxMail, by: Any) -> bool:
    return may_read_every_mail(by) or row.delivery.section in by.sections_with("outbox.read")


def _line(row: mail.OutboxMail, by: Any) -> tuple[mail.OutboxMail, Opened | None]:
    """Subject and addressee for whoever may open it; the others see that there is a mail, and when it was put there."""
    return row, _opened(row) if _readable(row, by) else None


def _opened(row: mail.OutboxMail) -> Opened | None:
    """The mail as its reader would see it, or None once its key has been destroyed."""
    try:
        mime = row.mime
    except Unreadable:
        return None
    read = message_from_bytes(mime, policy=default)
    return Opened(
        to=str(read["To"]),
        subject=str(read["Subject"]),
        text=str(read.get_content()),
        whole=mime.decode("utf-8", "replace"),
        message_id=row.message_id,
    )
