"""A mail to the person that there is news: to the account, or to the address in the answers."""

from datetime import datetime

from madoguchi.core.sealing.public import Unreadable
from madoguchi.engines.cases.models import Application
from madoguchi.engines.cases.reading import applicant_of
from madoguchi.engines.messages import public as messages
from madoguchi.engines.people.public import SYSTEM


def tell_person(application: Application, template: str, *, key: str, at: datetime) -> None:
    """Nobody is told who left no way to be told."""
    to: object = application.account
    if to is None:
        try:
            mail = applicant_of(application.definition, application.answers).mail
        except Unreadable:
            return  # sealed to the office, and this is the public side
        if not mail:
            return
        to = messages.Contact(mail, application.language)
    messages.tell(
        to,  # type: ignore[arg-type]
        template,
        {"link": ["application", application.number]},
        key=key,
        section=application.section,
        by=SYSTEM,
        at=at,
    )
