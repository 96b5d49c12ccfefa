"""The door of cases.

from madoguchi.engines.cases import public as cases
"""

from madoguchi.engines.cases.actions.absence import (
    AbsenceBackwards,
    AwayTogether,
    NotColleagues,
    absences,
    caseworkers,
    covered_by,
    deputies,
    end_absence,
    enter_absence,
)
from madoguchi.engines.cases.actions.accept import accept
from madoguchi.engines.cases.actions.arrive import Arrived, Signed, arrive, judge_arrived
from madoguchi.engines.cases.actions.assign import NotOfSection, assign
from madoguchi.engines.cases.actions.attach_later import UnknownPaper, attach_later
from madoguchi.engines.cases.actions.complete import NoticeNotGivenYet, complete
from madoguchi.engines.cases.actions.correct import NoCorrectionAsked, NotAsked, NothingCorrected, StillWrong, correct
from madoguchi.engines.cases.actions.decide import decide, revise_decision
from madoguchi.engines.cases.actions.end_correction import NoOpenCorrection, end_correction
from madoguchi.engines.cases.actions.extend import (
    ExtensionNeedsReason,
    ExtensionTooLong,
    ExtensionTooShort,
    NoSuchWording,
    NothingToExtend,
    due_now,
    extend,
)
from madoguchi.engines.cases.actions.guards import (
    AlreadyAccepted,
    AlreadyDecided,
    CaseOver,
    CorrectionOpen,
    NotAcceptedYet,
    NotDecidedYet,
    NotReviewedYet,
    ProposalOpen,
    ReviewAlreadyStarted,
)
from madoguchi.engines.cases.actions.hand_over import hand_over
from madoguchi.engines.cases.actions.inform import NoWayToTell, Protected, inform
from madoguchi.engines.cases.actions.link import DoesNotFollow, LinkedAlready, link
from madoguchi.engines.cases.actions.memo import MemoOver, finish_memo, join_memo, write_memo
from madoguchi.engines.cases.actions.note import EmptyNote, note
from madoguchi.engines.cases.actions.notify import TOGETHER as NOTICES_TOGETHER
from madoguchi.engines.cases.actions.notify import NothingToNotify, notify, notify_together
from madoguchi.engines.cases.actions.open_case import open_case
from madoguchi.engines.cases.actions.outcomes import (
    AlreadyRevised,
    IdentityNotEstablished,
    OutcomeDoesNotFit,
    ReasonMissing,
    is_known,
    lacks_proof,
    outcomes_of,
)
from madoguchi.engines.cases.actions.propose import NoOpenProposal, propose, withdraw_proposal
from madoguchi.engines.cases.actions.receive import Secret
from madoguchi.engines.cases.actions.record_identity import record_identity
from madoguchi.engines.cases.actions.request_correction import NothingAsked, TooShort, UnknownItem, request_correction
from madoguchi.engines.cases.actions.save_view import MOST as MOST_VIEWS
from madoguchi.engines.cases.actions.save_view import TooManyViews, ViewNeedsName, remove_view, save_view, views_of
from madoguchi.engines.cases.actions.see_messages import see_messages
from madoguchi.engines.cases.actions.settle import ReplyMissing, settle
from madoguchi.engines.cases.actions.start_review import start_review
from madoguchi.engines.cases.actions.submit import submit
from madoguchi.engines.cases.actions.submit_answers import AccountNeeded, Paper, Sent, submit_answers
from madoguchi.engines.cases.actions.take_in import BY_HAND, NotByHand, StampInFuture, StampNeedsReason, take_in
from madoguchi.engines.cases.actions.transfer import CityMissing, NoSuchSection, TransferNeedsReason, send_to_city, transfer
from madoguchi.engines.cases.actions.visit import NoVisitWanted, choose_visit, contact_for_visit
from madoguchi.engines.cases.actions.withdraw import withdraw
from madoguchi.engines.cases.actions.write_message import (
    EmptyMessage,
    MessageTooLong,
    NobodyToRead,
    TooManyMessages,
    write_message,
)
from madoguchi.engines.cases.answers import Difference, entered_words, label_of, question_at, questions, words_of
from madoguchi.engines.cases.answers import put as put_answer
from madoguchi.engines.cases.batches.begin import MOST as MOST_IN_BATCH
from madoguchi.engines.cases.batches.begin import (
    NobodyChosen,
    NoCasesChosen,
    SeveralSections,
    TooManyCases,
    begin_batch,
)
from madoguchi.engines.cases.batches.begin import chosen as chosen_cases
from madoguchi.engines.cases.batches.queries import batch_items, batch_of_approval, draft_in_words, groups_of, open_batch_of
from madoguchi.engines.cases.batches.withdraw import NothingToWithdraw, withdraw_batch
from madoguchi.engines.cases.calculations.running import Calculated
from madoguchi.engines.cases.checks.mapping import check_mapping
from madoguchi.engines.cases.checks.mapping import nameable as named_paths
from madoguchi.engines.cases.clocks import Clock, Pause, kept_until, legal_due, standard_clock
from madoguchi.engines.cases.content import Content, EnteredWrong, Line, LineNeedsReason, NothingGranted, ValidityMissing, proposed
from madoguchi.engines.cases.conversation import messages_of, messages_waiting, unseen_for
from madoguchi.engines.cases.definitions import Deadline, Facts, FormMapping, Kind, Pittari, Procedure
from madoguchi.engines.cases.desk import CaseView, case_for_desk, possible
from madoguchi.engines.cases.desk import Row as AnswerRow
from madoguchi.engines.cases.desk import Section as AnswerSection
from madoguchi.engines.cases.desk_events import CaseErased
from madoguchi.engines.cases.earlier import Offer, earlier_answers
from madoguchi.engines.cases.erasing import NotToBeErased, digest_of_sealed, due_for_disposal, erase, is_erased
from madoguchi.engines.cases.events import (
    AnswersCorrected,
    ApplicationSubmitted,
    CaseAccepted,
    CaseAssigned,
    CaseCompleted,
    CaseDecided,
    CaseExtended,
    CaseLinked,
    CaseNotified,
    CaseOpened,
    CaseSentToCity,
    CaseTransferred,
    CaseWithdrawn,
    CorrectionEnded,
    CorrectionRequested,
    DecisionProposed,
    ExpiryReminded,
    IdentityRecorded,
    MessagesSeen,
    MessageWritten,
    NoteWritten,
    NoticeWaits,
    PaperFollowed,
    ProposalEnded,
    ReviewStarted,
)
from madoguchi.engines.cases.examples import example_answers
from madoguchi.engines.cases.exporting import TooManyRows, export_queue
from madoguchi.engines.cases.followups import NextStep, next_steps, proposed_answers
from madoguchi.engines.cases.known import KNOWN, Known, KnownOtherwise, earlier_case, known_otherwise
from madoguchi.engines.cases.limits import OverLimit
from madoguchi.engines.cases.lying import lies_with_case
from madoguchi.engines.cases.models import (
    Application,
    Batch,
    BatchItem,
    Case,
    CaseLink,
    Correction,
    Decision,
    Extension,
    FiledBy,
    Filing,
    Grant,
    Memo,
    Message,
    Method,
    Notification,
    Outcome,
    Proposal,
    Run,
    RunMember,
    SavedView,
    SearchKey,
    Signature,
    Source,
    Standing,
    State,
    Transfer,
    WaitsFor,
)
from madoguchi.engines.cases.models.batch import ItemState as BatchItemState
from madoguchi.engines.cases.models.batch import What as BatchWhat
from madoguchi.engines.cases.models.case import all_with_steps
from madoguchi.engines.cases.models.memo import Way as MemoWay
from madoguchi.engines.cases.models.run import Standing as MemberStanding
from madoguchi.engines.cases.queries import (
    Entry,
    Filters,
    QueuePage,
    answers_of,
    applications_of,
    calculated_of,
    cases_behind,
    counts_by_state,
    differences,
    look,
    look_application,
    next_after,
    numbers_in_queue,
    queue,
    register_entry_of,
    standings,
    stored_form,
    timeline,
    warn_first,
)
from madoguchi.engines.cases.reading import Person, applicant_of, calculated, deadline_of
from madoguchi.engines.cases.runs.answering import (
    AnsweredAlready,
    AnswersAnother,
    NotOfThisRun,
    OtherProcedure,
    join_answer,
)
from madoguchi.engines.cases.runs.answering import exclude as exclude_member
from madoguchi.engines.cases.runs.answering import include as include_member
from madoguchi.engines.cases.runs.begin import (
    DueInPast,
    NoSuchProcedure,
    NothingWritten,
    PeriodBackwards,
    RunOver,
    begin_run,
    close_run,
)
from madoguchi.engines.cases.runs.queries import run_members, runs_counted, standing_of_member
from madoguchi.engines.cases.runs.references import BadReference
from madoguchi.engines.cases.runs.sending import NobodyToWriteTo, StillGathering, StillSending, send_round
from madoguchi.engines.cases.runs.sending import kind_of as kind_of_run
from madoguchi.engines.cases.runs.sending import preview as preview_letter
from madoguchi.engines.cases.search.asking import Found, FoundPage, NothingToSearch, search_cases
from madoguchi.engines.cases.search.keys import person_of
from madoguchi.engines.cases.search.keys import rebuild as rebuild_search
from madoguchi.engines.cases.search.namesakes import Namesake, namesakes
from madoguchi.engines.cases.search.namesakes import others as other_people
from madoguchi.engines.cases.signing.asking import AgentSignsOnPaper, ToSign, ask_to_sign, content_to_sign, may_sign_for
from madoguchi.engines.cases.signing.matching import (
    MatchedAlready,
    NothingSigned,
    candidates_for,
    facts_of_signer,
    match_signer,
    to_match,
)
from madoguchi.engines.cases.signing.showing import SignatureView, evidence_of_case, signature_of
from madoguchi.engines.cases.signing.taking import WHY as SIGNATURE_WHY
from madoguchi.engines.cases.signing.taking import ContentChanged, Given, SignatureGone, SignatureRefused
from madoguchi.engines.cases.standing import rebuild_standing
from madoguchi.engines.cases.statistics.counting import count as count_days
from madoguchi.engines.cases.statistics.counting import count_all, count_download
from madoguchi.engines.cases.statistics.reading import Statistics, Sums, statistics
from madoguchi.engines.cases.status import ApplicationView, application_for_person
from madoguchi.engines.cases.visits import (
    Wanted,
    application_asking,
    goes_with,
    visit_answers,
    visit_wanted,
    visits_of,
    visits_to_join,
)

__all__ = [
    "NoVisitWanted", "Wanted", "application_asking", "choose_visit", "contact_for_visit", "goes_with", "lies_with_case",
    "visit_answers", "visit_wanted",
    "visits_of", "visits_to_join",
    "Arrived", "FormMapping", "Pittari", "SIGNATURE_WHY", "Secret", "Signed", "arrive", "check_mapping", "judge_arrived",
    "named_paths", "put_answer", "questions",
    "NoWayToTell", "Protected", "inform",
    "CaseErased", "NotToBeErased", "digest_of_sealed", "stored_form", "due_for_disposal", "erase", "is_erased",
    "AgentSignsOnPaper", "ContentChanged", "Given", "Signature", "SignatureGone", "SignatureRefused", "ToSign",
    "MatchedAlready", "NothingSigned", "candidates_for", "facts_of_signer", "match_signer", "register_entry_of", "to_match",
    "SignatureView", "evidence_of_case", "signature_of", "ask_to_sign", "content_to_sign", "may_sign_for",
    "AbsenceBackwards", "AccountNeeded", "AlreadyAccepted", "AlreadyDecided", "AlreadyRevised", "AnswerRow",
    "AnswerSection", "AnsweredAlready", "AnswersAnother", "AnswersCorrected", "Application", "ApplicationSubmitted",
    "ApplicationView", "AwayTogether", "BY_HAND", "BadReference", "Batch", "BatchItem", "BatchItemState", "BatchWhat",
    "Calculated", "Case", "CaseAccepted", "CaseAssigned", "CaseCompleted", "CaseDecided", "CaseExtended", "CaseLink",
    "CaseLinked", "CaseNotified", "CaseOpened", "CaseOver", "CaseSentToCity", "CaseTransferred", "CaseView",
    "CaseWithdrawn", "CityMissing", "Clock", "Content", "Correction", "CorrectionEnded", "CorrectionOpen",
    "CorrectionRequested", "Deadline", "Decision", "DecisionProposed", "Difference", "DoesNotFollow", "DueInPast",
    "EmptyMessage", "EmptyNote", "EnteredWrong", "Entry", "ExpiryReminded", "Extension", "ExtensionNeedsReason",
    "ExtensionTooLong", "ExtensionTooShort", "Facts", "FiledBy", "Filing", "Filters", "Found", "FoundPage", "Grant",
    "IdentityNotEstablished", "IdentityRecorded", "KNOWN", "Kind", "Known", "KnownOtherwise", "Line",
    "LineNeedsReason", "LinkedAlready", "MOST_IN_BATCH", "MOST_VIEWS", "MemberStanding", "Memo", "MemoOver",
    "MemoWay", "Message", "MessageTooLong", "MessageWritten", "MessagesSeen", "Method", "NOTICES_TOGETHER", "Namesake", "NextStep",
    "NoCasesChosen", "NoCorrectionAsked", "NoOpenCorrection", "NoOpenProposal", "NoSuchProcedure", "NoSuchSection",
    "NoSuchWording", "NobodyChosen", "NobodyToRead", "NobodyToWriteTo", "NotAcceptedYet", "NotAsked", "NotByHand",
    "NotColleagues", "NotDecidedYet", "NotOfSection", "NotOfThisRun", "NotReviewedYet", "NoteWritten", "NothingAsked",
    "NothingCorrected", "NothingGranted", "NothingToExtend", "NothingToNotify", "NothingToSearch",
    "NothingToWithdraw", "NothingWritten", "NoticeNotGivenYet", "NoticeWaits", "Notification", "Offer",
    "OtherProcedure", "Outcome", "OutcomeDoesNotFit", "OverLimit", "Paper", "PaperFollowed", "Pause",
    "PeriodBackwards", "Person", "Procedure", "Proposal", "ProposalEnded", "ProposalOpen", "QueuePage",
    "ReasonMissing", "ReplyMissing", "ReviewAlreadyStarted", "ReviewStarted", "Run", "RunMember", "RunOver",
    "SavedView", "SearchKey", "Sent", "SeveralSections", "Source", "StampInFuture", "StampNeedsReason", "Standing",
    "State", "Statistics", "StillGathering", "StillSending", "StillWrong", "Sums", "TooManyCases", "TooManyMessages",
    "TooManyRows", "TooManyViews", "TooShort", "Transfer", "TransferNeedsReason", "UnknownItem", "UnknownPaper",
    "ValidityMissing", "ViewNeedsName", "WaitsFor", "absences", "accept", "all_with_steps", "answers_of", "applicant_of",
    "application_for_person", "applications_of", "assign", "attach_later", "batch_items", "batch_of_approval",
    "begin_batch", "begin_run", "calculated", "calculated_of", "case_for_desk", "caseworkers", "chosen_cases",
    "close_run", "complete", "correct", "count_all", "count_days", "count_download", "counts_by_state",
    "covered_by", "deadline_of", "decide", "deputies", "differences", "draft_in_words", "due_now",
    "earlier_answers", "earlier_case", "end_absence", "end_correction", "enter_absence", "entered_words",
    "example_answers", "exclude_member", "export_queue", "extend", "finish_memo", "groups_of", "hand_over",
    "include_member", "is_known", "lacks_proof", "join_answer", "join_memo", "kept_until", "kind_of_run", "known_otherwise",
    "label_of", "legal_due", "link", "look", "look_application", "messages_of", "messages_waiting", "namesakes",
    "next_after", "next_steps", "note", "notify", "notify_together", "numbers_in_queue", "open_batch_of",
    "open_case", "other_people",
    "outcomes_of", "person_of", "possible", "preview_letter", "propose", "proposed", "proposed_answers",
    "question_at", "queue", "rebuild_search", "rebuild_standing", "record_identity", "remove_view",
    "request_correction", "revise_decision", "run_members", "runs_counted", "save_view", "search_cases",
    "see_messages", "send_round", "send_to_city", "settle", "standard_clock", "standing_of_member", "standings",
    "start_review", "statistics", "submit", "submit_answers", "take_in", "timeline", "transfer", "unseen_for",
    "cases_behind",
    "views_of", "warn_first", "withdraw", "withdraw_batch", "withdraw_proposal", "words_of", "write_memo", "write_message",
]  # fmt: skip
