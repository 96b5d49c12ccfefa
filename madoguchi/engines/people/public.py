"""The door of people.

from madoguchi.engines.people import public as people
"""

from madoguchi.engines.people import mailing, sessions
from madoguchi.engines.people.actions.contact import (
    ContactMissing,
    NotOwnAccount,
    ask_for_electronic_notices,
    choose_contact,
    stop_electronic_notices,
)
from madoguchi.engines.people.actions.one_time_links import (
    send_confirmation,
    send_new_address,
    send_sign_in,
    send_sign_up,
)
from madoguchi.engines.people.actions.own_account import NoPasskey, require_passkey
from madoguchi.engines.people.actions.register import (
    AlreadyBound,
    BadNumber,
    BadRelation,
    NotOneHead,
    bind,
    form_household,
    register,
)
from madoguchi.engines.people.actions.staff import (
    AlreadyRegistered,
    NotStaff,
    PostAlreadyHeld,
    PostEndsBeforeItBegins,
    close_staff,
    end_post,
    enrol,
    give_post,
    invite_staff,
    start_over,
)
from madoguchi.engines.people.actions.use_link import AddressTaken, LinkSpent, WrongCode, open_link, use_code, use_token
from madoguchi.engines.people.actor import ANONYMOUS, SYSTEM, Actor, actor_for
from madoguchi.engines.people.events import (
    AccountBound,
    AccountOpened,
    AddressChanged,
    AddresseeRegistered,
    ContactChosen,
    ElectronicNoticesAsked,
    ElectronicNoticesStopped,
    PostEnded,
    PostGiven,
    StaffEnrolled,
)
from madoguchi.engines.people.faces import Face, face_of, face_of_request, faces
from madoguchi.engines.people.fresh import is_fresh
from madoguchi.engines.people.models import (
    Account,
    Addressee,
    AddresseeKind,
    Channel,
    Contact,
    ElectronicConsent,
    Household,
    KanaStatus,
    Kind,
    Membership,
    OneTimeLink,
    Post,
    Role,
)
from madoguchi.engines.people.models.one_time_link import Purpose as LinkPurpose
from madoguchi.engines.people.permissions import PERMISSIONS, Permission, authorize, is_allowed, permission
from madoguchi.engines.people.purposes import PURPOSES, Purpose, purpose
from madoguchi.engines.people.queries import (
    ContactCard,
    UnderProtection,
    bound_addressee,
    contact_of,
    holders,
    household_of,
    households_without_head,
    look_addressee,
    search_addressees,
    staff,
)
from madoguchi.engines.people.scope import SCOPED, Scoped, ScopedQuerySet, look, mark, register_scoped, scoped
from madoguchi.engines.people.sessions import extend as extend_session

__all__ = [
    "ANONYMOUS", "PERMISSIONS", "PURPOSES", "SCOPED", "SYSTEM", "Account", "AccountBound", "AccountOpened",
    "Actor", "AddressChanged", "AddressTaken", "Addressee", "AddresseeKind", "AddresseeRegistered",
    "AlreadyBound", "AlreadyRegistered", "BadNumber", "BadRelation", "Channel", "Contact", "ContactCard",
    "ContactChosen", "ContactMissing", "ElectronicConsent", "ElectronicNoticesAsked",
    "ElectronicNoticesStopped", "Face", "Household", "KanaStatus", "Kind", "LinkPurpose", "LinkSpent",
    "Membership", "NoPasskey", "NotOneHead", "NotOwnAccount", "NotStaff", "OneTimeLink", "Permission", "Post",
    "PostAlreadyHeld", "PostEnded", "PostEndsBeforeItBegins", "PostGiven", "Purpose", "Role", "Scoped",
    "ScopedQuerySet", "StaffEnrolled", "UnderProtection", "WrongCode", "actor_for",
    "ask_for_electronic_notices", "authorize", "bind", "bound_addressee", "choose_contact", "close_staff",
    "contact_of", "end_post", "enrol", "extend_session", "face_of", "face_of_request", "faces",
    "form_household", "give_post", "holders", "household_of", "households_without_head", "invite_staff",
    "is_allowed", "is_fresh", "look", "look_addressee", "mailing", "mark", "open_link", "permission", "purpose",
    "register", "register_scoped", "require_passkey", "scoped", "search_addressees", "sessions", "send_confirmation",
    "send_new_address", "send_sign_in", "send_sign_up", "staff", "start_over", "stop_electronic_notices",
    "use_code", "use_token",
]  # fmt: skip
