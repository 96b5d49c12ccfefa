"""Sessions: how long a sign-in lasts. Times are instants in the session itself; reading them costs nothing further."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from madoguchi.engines.people.faces import Face

STARTED, SEEN, SECTION, FACTOR = "mado_started", "mado_seen", "mado_section", "mado_second_factor"
ACTING = "mado_acting"
PROVED, PROVED_FOR = "mado_proved", timedelta(hours=1)
WARNED, WARNED_FOR = "mado_warned", timedelta(minutes=30)
PURPOSES_SAID = "mado_purposes"
WRITE_EVERY = timedelta(minutes=1)
SIGNED_IN = "_auth_user_id"


def begin(session: Any, at: datetime) -> None:
    """At sign-in: both clocks start."""
    session[STARTED] = session[SEEN] = int(at.timestamp())


def ends_at(session: Any, face: Face) -> datetime | None:
    """When a signed-in session ends if nothing happens; None when nobody is signed in."""
    if SIGNED_IN not in session:
        return None
    started = datetime.fromtimestamp(session.get(STARTED, 0), tz=_zone())
    seen = datetime.fromtimestamp(session.get(SEEN, 0), tz=_zone())
    return min(started + face.absolute, seen + face.idle)


def touch(session: Any, at: datetime) -> None:
    """Somebody is there. Written at most once a minute, so that reading pages writes little."""
    if int(at.timestamp()) - session.get(SEEN, 0) >= WRITE_EVERY.total_seconds():
        session[SEEN] = int(at.timestamp())


def extend(session: Any, face: Face, at: datetime) -> datetime | None:
    """Somebody said that they are still there. Gives the new end; the whole length of a sign-in is not prolonged."""
    session[SEEN] = int(at.timestamp())
    return ends_at(session, face)


def session_hash(session: Any) -> str:
    """What logs may say of a session: enough to group, not enough to take it over."""
    key = session.session_key
    return salted_hmac("mado-session", key, algorithm="sha256").hexdigest()[:16] if key else ""


def second_factor_done(session: Any, account_id: object) -> bool:
    return bool(session.get(FACTOR) == str(account_id))


def note_second_factor(session: Any, account_id: object) -> None:
    """Bound to the account, so that it never counts for another that signs in later in the same browser."""
    session[FACTOR] = str(account_id)


def acting(session: Any, account_id: object) -> str:
    """For whom this session acts, as `acting.behalf_of` reads it; bound to the account like the second factor."""
    whose, choice = session.get(ACTING) or ("", "")
    return str(choice) if whose == str(account_id) else ""


def proved(session: Any, account_id: object, at: datetime) -> bool:
    """Whether this account signed in with a My Number card within the last hour."""
    whose, until = session.get(PROVED) or ("", 0)
    return bool(whose == str(account_id) and until > int(at.timestamp()))


def note_proved(session: Any, account_id: object, at: datetime) -> None:
    session[PROVED] = [str(account_id), int((at + PROVED_FOR).timestamp())]


def warned(session: Any, at: datetime) -> frozenset[str]:
    """Numbers of protected cases that the person was warned of and opened, within the last half hour."""
    now = int(at.timestamp())
    return frozenset(number for number, until in (session.get(WARNED) or {}).items() if until > now)


def note_warned(session: Any, number: str, at: datetime) -> None:
    now = int(at.timestamp())
    held = {one: until for one, until in (session.get(WARNED) or {}).items() if until > now}
    session[WARNED] = {**held, number: now + int(WARNED_FOR.total_seconds())}


def purposes(session: Any) -> dict[str, str]:
    """Task → purpose, as the person said it in this session: asked once a task, not at every look."""
    return dict(session.get(PURPOSES_SAID) or {})


def note_purpose(session: Any, task: str, purpose: str) -> None:
    session[PURPOSES_SAID] = {**purposes(session), task: purpose}


def begin_acting(session: Any, account_id: object, choice: str) -> None:
    session[ACTING] = [str(account_id), choice]


def end_acting(session: Any) -> None:
    session.pop(ACTING, None)


def _zone() -> Any:
    from zoneinfo import ZoneInfo

    return ZoneInfo(settings.TIME_ZONE)
