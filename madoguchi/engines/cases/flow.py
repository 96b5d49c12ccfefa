"""案件の流れ: what the events of a case mean for where its days go. `insight` reads it; nothing here runs."""

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.cases import desk_events, events
from madoguchi.engines.insight.public import Effect, Move, Process, Step

STEPS = (
    Step("registration", _("登録待ち"), _("紙などで届いてから、登録されるまで。")),
    Step("intake", _("受付待ち"), _("届いてから、受け付けるまで。")),
    Step("queue", _("審査待ち"), _("受け付けてから、審査を始めるまで。")),
    Step("review", _("審査"), _("審査を始めてから、起案するまで。担当が手元に持っています。"), works=True),
    Step("correction", _("補正"), _("補正を求めてから、本人が直すまで。"), whose="applicant"),
    Step("approval", _("決裁待ち"), _("起案してから、決裁されるまで。")),
    Step("elsewhere", _("ほかの課"), _("移送されてくる前に、ほかの課にあった間。")),
    Step("notice", _("通知書の作成待ち"), _("決定してから、通知書ができるまで。"), after=True),
    Step("names", _("文字の確認待ち"), _("印刷できない文字を確かめる間。"), after=True),
    Step("posting", _("発送待ち"), _("通知書ができてから、届けるまで。"), after=True),
)

CASES = Process(
    code="case",
    label=_("案件"),
    subject_kind="case",
    steps=STEPS,
    first="registration",
    elsewhere="elsewhere",
    origin="application",
    moves=(
        Move(events.CaseOpened, Effect.BEGIN, "intake"),
        Move(events.CaseAccepted, Effect.MOVE, "queue"),
        Move(events.ReviewStarted, Effect.MOVE, "review"),
        Move(events.CorrectionRequested, Effect.ASIDE, "correction", counts="asked"),
        Move(events.CorrectionEnded, Effect.BACK),
        Move(events.DecisionProposed, Effect.ASIDE, "approval"),
        Move(events.ProposalEnded, Effect.BACK),
        Move(events.ProposalEnded, Effect.BACK, counts="sent_back", when={"ending": "sent-back"}),
        Move(events.ProposalEnded, Effect.STAY, when={"ending": "approved"}),
        Move(events.CaseTransferred, Effect.HAND_OVER),
        Move(events.CaseSentToCity, Effect.LEAVE, "notice"),
        Move(events.CaseDecided, Effect.ANSWER, "notice"),
        Move(events.NoticeWaits, Effect.MOVE, "names", answered_only=True),
        Move(events.CaseNotified, Effect.MOVE, "posting", answered_only=True),
        Move(events.CaseCompleted, Effect.END),
        Move(events.CaseWithdrawn, Effect.END),
    ),
    objects={"decision": "decision", "notice": "notice", "application": "application", "run": "run", "extension": "extension"},
    shared=frozenset({"run"}),
    told=(
        "outcome",
        "ending",
        "items",
        "due_on",
        "promised_on",
        "until_on",
        "waits_for",
        "revision",
        "from_section",
        "to_section",
        "days",
    ),
    others=(
        events.ApplicationSubmitted,
        events.AnswersCorrected,
        events.PaperFollowed,
        events.CaseAssigned,
        events.IdentityRecorded,
        events.CaseExtended,
        events.CaseLinked,
        events.ExpiryReminded,
        desk_events.AnswerJoined,
        desk_events.NoticeReturned,
    ),
)
