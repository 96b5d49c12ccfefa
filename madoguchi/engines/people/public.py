"""The door of people.

from madoguchi.engines.people import public as people
"""

from madoguchi.engines.people import mailing, sessions
from madoguchi.engines.people.acting import behalf_of, delegations_to, is_known_who_may_act, may_act_for
from madoguchi.engines.people.actions.certificates import (
    CertificateOfAnother,
    bind_certificate,
    holder_of,
    release_certificate,
)
from madoguchi.engines.people.actions.contact import (
    ContactMissing,
    NotOwnAccount,
    ask_for_electronic_notices,
    choose_contact,
    stop_electronic_notices,
)
from madoguchi.engines.people.actions.delegate import (
    AlreadyDelegated,
    AlreadyEnded,
    DaysWrong,
    EndedByCityOnly,
    NameMissing,
    NeedsEnd,
    NothingInScope,
    NotToOneself,
    Terms,
    TooManyAsked,
    agree,
    ask,
    decline,
    offer,
)
from madoguchi.engines.people.actions.delegate import end as end_delegation
from madoguchi.engines.people.actions.groups import (
    AlreadyInGroup,
    GroupIsClosed,
    GroupNeedsName,
    LastOfficer,
    NotAnOfficer,
    TooManyInvited,
    close_group,
    decline_invitation,
    give_role,
    invite,
    join,
    make_group,
    remove,
)
from madoguchi.engines.people.actions.identities import (
    AlreadyConnected,
    UnknownToUs,
    account_behind,
    connect,
    disconnect,
    note_not_believed,
    take_in_staff,
)
from madoguchi.engines.people.actions.legal_proxy import (
    EvidenceMissing,
    NotALegalRelation,
    WhomMissing,
    ask_as_legal,
    confirm_legal,
    refuse_legal,
)
from madoguchi.engines.people.actions.machines import (
    BadExpiry,
    MachineNeedsName,
    NoSuchSection,
    NothingAllowed,
    admit_machine,
    machine_actor,
    machine_of,
    revoke_machine,
)
from madoguchi.engines.people.actions.machines import scopes as machine_scopes
from madoguchi.engines.people.actions.merge import (
    Moved,
    NotMergeable,
    PasskeyStandsBefore,
    SameAccount,
    TwoPersons,
    dry_run,
    merge,
    send_merge_code,
)
from madoguchi.engines.people.actions.moving_staff import (
    OPEN_WORK,
    LeavesTooEarly,
    NobodyToTakeOver,
    hand_over,
    in_the_name_of,
    leave_on,
    open_work,
    transfer,
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
from madoguchi.engines.people.actions.renew import ending_posts, renew_posts, year_end
from madoguchi.engines.people.actions.reorganise import (
    DayPast,
    NoSteps,
    NotOpenAnyMore,
    StepTwice,
    Touched,
    UnknownDepartment,
    apply_due,
    cancel_reorganisation,
    declare_ready,
    dry_run_of,
    plan_reorganisation,
    whole_list,
)
from madoguchi.engines.people.actions.say_purpose import BadReference, NoSuchPurpose, ReferenceMissing, say_purpose
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
from madoguchi.engines.people.actions.switch import note_switch
from madoguchi.engines.people.actions.use_link import AddressTaken, LinkSpent, WrongCode, open_link, use_code, use_token
from madoguchi.engines.people.actor import ANONYMOUS, SYSTEM, TOKYO, Actor, Behalf, actor_for
from madoguchi.engines.people.card.certificate import Facts as CardFacts
from madoguchi.engines.people.card.certificate import Use as CertificateUse
from madoguchi.engines.people.card.certificate import facts_of, issuer_key_of, serial_of
from madoguchi.engines.people.card.comparing import Compared, Fit, Written
from madoguchi.engines.people.card.comparing import compare as compare_facts
from madoguchi.engines.people.card.evidence import (
    Evidence,
    NoEvidence,
    digest_of_evidence,
    read_evidence,
    verify_again,
)
from madoguchi.engines.people.card.judging import ask_again, can_sign, judge_signature
from madoguchi.engines.people.card.revocation import CHECKERS, RevocationChecker
from madoguchi.engines.people.card.revocation import Answer as RevocationAnswer
from madoguchi.engines.people.card.revocation import Status as RevocationStatus
from madoguchi.engines.people.card.saying import RESULTS as SIGNATURE_RESULTS
from madoguchi.engines.people.card.saying import STATES as SIGNATURE_STATES
from madoguchi.engines.people.card.saying import STEPS as SIGNATURE_STEPS
from madoguchi.engines.people.card.trust import BadTrust, TrustStore, read_store
from madoguchi.engines.people.card.trust import store as trust_store
from madoguchi.engines.people.card.verifying import Result as SignatureResult
from madoguchi.engines.people.card.verifying import State as SignatureState
from madoguchi.engines.people.card.verifying import Step as SignatureStep
from madoguchi.engines.people.card.verifying import Verdict
from madoguchi.engines.people.crossing import say_account, say_delegation, take_account, take_delegation
from madoguchi.engines.people.events import (
    AccountBound,
    AccountOpened,
    AccountsMerged,
    AddressChanged,
    AddresseeRegistered,
    ContactChosen,
    DelegationAsked,
    DelegationConfirmed,
    DelegationEnded,
    ElectronicNoticesAsked,
    ElectronicNoticesStopped,
    GroupChanged,
    GroupClosed,
    GroupMade,
    PostEnded,
    PostGiven,
    StaffEnrolled,
)
from madoguchi.engines.people.faces import Face, face_of, face_of_request, faces
from madoguchi.engines.people.fresh import is_fresh
from madoguchi.engines.people.merging import moves, moves_by, stays
from madoguchi.engines.people.models import (
    Account,
    Addressee,
    AddresseeKind,
    AddresseePast,
    Basis,
    CertificateBinding,
    Channel,
    Contact,
    Delegation,
    DelegationFile,
    ElectronicConsent,
    Ending,
    Group,
    GroupMember,
    GroupRole,
    Household,
    Identity,
    KanaStatus,
    Kind,
    Machine,
    Membership,
    Merge,
    OneTimeLink,
    Post,
    Relation,
    Reorganisation,
    Role,
)
from madoguchi.engines.people.models.delegation import EVERYTHING, LEGAL_RELATIONS
from madoguchi.engines.people.models.one_time_link import Purpose as LinkPurpose
from madoguchi.engines.people.oidc.answering import NotBelieved, Vouched
from madoguchi.engines.people.oidc.answering import finish as finish_oidc
from madoguchi.engines.people.oidc.asking import begin as begin_oidc
from madoguchi.engines.people.oidc.asking import take as take_oidc
from madoguchi.engines.people.oidc.discovery import ProviderAway
from madoguchi.engines.people.oidc.providers import Provider, provider_of, providers_of
from madoguchi.engines.people.permissions import PERMISSIONS, Permission, authorize, is_allowed, permission
from madoguchi.engines.people.purposes import PURPOSES, TASKS, Purpose, purpose
from madoguchi.engines.people.queries import MOST as MOST_FOUND
from madoguchi.engines.people.queries import (
    ContactCard,
    Filer,
    UnderProtection,
    account_bound_to,
    bound_addressee,
    contact_of,
    filer_of,
    holders,
    household_of,
    households_without_head,
    invitations_of,
    is_protected,
    look_addressee,
    past_of,
    persons_of_accounts,
    protected_accounts,
    search_addressees,
    staff,
    to_answer,
)
from madoguchi.engines.people.rights import may_confirm, may_guard_privacy, may_look_up, may_see_suppressed
from madoguchi.engines.people.scope import (
    SCOPED,
    Owned,
    Scoped,
    ScopedQuerySet,
    look,
    mark,
    own,
    owned_by,
    owners_of,
    persons_behind,
    register_owned,
    register_persons,
    register_scoped,
    scoped,
)
from madoguchi.engines.people.sessions import extend as extend_session
from madoguchi.engines.people.stations import stationed

__all__ = [
    "AddresseePast", "CardFacts", "CertificateBinding", "CertificateOfAnother", "bind_certificate", "holder_of",
    "issuer_key_of", "MOST_FOUND", "past_of", "is_protected", "may_guard_privacy", "persons_behind", "persons_of_accounts",
    "BadReference", "NoSuchPurpose", "ReferenceMissing", "TASKS", "say_purpose",
    "Owned", "owned_by", "owners_of", "register_owned", "register_persons", "protected_accounts", "release_certificate",
    "account_bound_to", "BadTrust", "CHECKERS", "CertificateUse", "Compared", "Evidence", "Fit", "NoEvidence",
    "RevocationAnswer", "RevocationChecker", "RevocationStatus", "SignatureState", "SignatureStep", "TrustStore",
    "SIGNATURE_RESULTS", "SIGNATURE_STATES", "SIGNATURE_STEPS", "SignatureResult", "compare_facts", "facts_of", "serial_of",
    "Verdict", "Written", "ask_again", "can_sign", "digest_of_evidence", "judge_signature", "read_evidence", "read_store",
    "trust_store", "verify_again",
    "say_account", "say_delegation", "take_account", "take_delegation",
    "ANONYMOUS", "Account", "AccountBound", "AccountOpened", "AccountsMerged", "Actor", "AddressChanged",
    "AddressTaken", "Addressee", "AddresseeKind", "AddresseeRegistered", "AlreadyBound", "AlreadyConnected",
    "AlreadyDelegated", "AlreadyEnded", "AlreadyInGroup", "AlreadyRegistered", "BadExpiry", "BadNumber",
    "BadRelation", "Basis", "Behalf", "Channel", "Contact", "ContactCard", "ContactChosen", "ContactMissing",
    "DayPast", "DaysWrong", "Delegation", "DelegationAsked", "DelegationConfirmed", "DelegationEnded",
    "DelegationFile", "EVERYTHING", "ElectronicConsent", "ElectronicNoticesAsked", "ElectronicNoticesStopped",
    "EndedByCityOnly", "Ending", "EvidenceMissing", "Face", "Filer", "Group", "GroupChanged", "GroupClosed",
    "GroupIsClosed", "GroupMade", "GroupMember", "GroupNeedsName", "GroupRole", "Household", "Identity",
    "KanaStatus", "Kind", "LEGAL_RELATIONS", "LastOfficer", "LeavesTooEarly", "LinkPurpose", "LinkSpent",
    "Machine", "MachineNeedsName", "Membership", "Merge", "Moved", "NameMissing", "NeedsEnd", "NoPasskey",
    "NoSteps", "NoSuchSection", "NobodyToTakeOver", "NotALegalRelation", "NotAnOfficer", "NotBelieved",
    "NotMergeable", "NotOneHead", "NotOpenAnyMore", "NotOwnAccount", "NotStaff", "NotToOneself",
    "NothingAllowed", "NothingInScope", "OPEN_WORK", "OneTimeLink", "PERMISSIONS", "PURPOSES",
    "PasskeyStandsBefore", "Permission", "Post", "PostAlreadyHeld", "PostEnded", "PostEndsBeforeItBegins",
    "PostGiven", "Provider", "ProviderAway", "Purpose", "Relation", "Reorganisation", "Role", "SCOPED",
    "SYSTEM", "SameAccount", "Scoped", "ScopedQuerySet", "StaffEnrolled", "StepTwice", "TOKYO", "Terms",
    "TooManyAsked", "TooManyInvited", "Touched", "TwoPersons", "UnderProtection", "UnknownDepartment",
    "UnknownToUs", "Vouched", "WhomMissing", "WrongCode", "account_behind", "actor_for", "admit_machine",
    "agree", "apply_due", "ask", "ask_as_legal", "ask_for_electronic_notices", "authorize", "begin_oidc",
    "behalf_of", "bind", "bound_addressee", "cancel_reorganisation", "choose_contact", "close_group",
    "close_staff", "confirm_legal", "connect", "contact_of", "declare_ready", "decline", "decline_invitation",
    "delegations_to", "disconnect", "dry_run", "dry_run_of", "end_delegation", "end_post", "ending_posts", "enrol",
    "extend_session", "face_of", "face_of_request", "faces", "filer_of", "finish_oidc", "form_household",
    "give_post", "give_role", "hand_over", "holders", "household_of", "households_without_head",
    "in_the_name_of", "invitations_of", "invite", "invite_staff", "is_allowed", "is_fresh",
    "is_known_who_may_act", "join", "leave_on",
    "look", "look_addressee", "machine_actor", "machine_of", "machine_scopes", "mailing", "make_group", "mark", "may_act_for",
    "may_confirm", "may_look_up", "may_see_suppressed", "merge", "moves", "moves_by", "note_not_believed",
    "note_switch", "offer", "open_link", "open_work", "own", "permission", "plan_reorganisation", "provider_of",
    "providers_of", "purpose", "refuse_legal", "register", "register_scoped", "remove", "renew_posts",
    "require_passkey",
    "revoke_machine", "scoped", "search_addressees", "send_confirmation", "send_merge_code", "send_new_address",
    "send_sign_in", "send_sign_up", "sessions", "staff", "start_over", "stationed", "stays",
    "stop_electronic_notices", "take_in_staff", "take_oidc", "to_answer", "transfer", "use_code", "use_token",
    "whole_list", "year_end",
]  # fmt: skip
