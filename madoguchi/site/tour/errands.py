"""The errands of the tour: a claim that is granted, a notification, an offer, an application with a correction, a refusal;
and a visit that is booked and called off.
"""

from madoguchi.site.tour.steps import Tour

CLAIM, NOTIFICATION, OFFER = "child-allowance-claim", "care-plan-office", "child-allowance-donation"
APPLICATION, REFUSED = "care-equipment", "care-card-reissue"
VISIT = "moving-city-hall"
REASON = "当市の被保険者でなく、証を交付した記録がないため（介護保険法施行規則27条）。"


def walk(tour: Tour) -> None:
    """All of them in order. Raises Lost where something is not as it should be."""
    claim_is_granted(tour)
    notification_is_received(tour)
    offer_is_acknowledged(tour)
    application_is_mended_and_granted(tour)
    application_is_refused(tour)
    tour.book_and_cancel(VISIT)


def claim_is_granted(tour: Tour) -> None:
    """請求: 児童手当 認定請求, from the form to the decision in hand."""
    tour.city_is_there(CLAIM)
    tour.sign_in_resident()
    number = tour.apply(CLAIM)
    tour.sign_in_staff("clerk")
    tour.examine("clerk", number)
    tour.propose("clerk", number, "granted")
    tour.sign_in_staff("chief")
    tour.agree("chief", number)
    tour.notice_is_there("clerk", number)
    tour.reads(number, "決定しました")


def notification_is_received(tour: Tour) -> None:
    """届出: received by one clerk in one step."""
    number = tour.apply(NOTIFICATION)
    tour.sign_in_staff("care-clerk")
    tour.settle("care-clerk", number, "受理する")
    tour.notice_is_there("care-clerk", number)


def offer_is_acknowledged(tour: Tour) -> None:
    """申出: acknowledged by one clerk in one step."""
    number = tour.apply(OFFER)
    tour.settle("clerk", number, "受領する")


def application_is_mended_and_granted(tour: Tour) -> None:
    """申請: something is wanting; the resident mends it; what is granted is entered, and the limit is kept."""
    number = tour.apply(APPLICATION)
    tour.examine("care-clerk", number)
    tour.ask_to_mend("care-clerk", number, "purchase.reason", "どの動作に困っているかを書いてください。")
    tour.mend(number, {"purchase.reason": ["浴槽をまたぐときにふらつき、つかまるところがないため。"]})
    tour.propose("care-clerk", number, "granted")
    tour.sign_in_staff("care-chief")
    tour.agree("care-chief", number)
    tour.notice_is_there("care-clerk", number)
    tour.reads(number, "決定しました")


def application_is_refused(tour: Tour) -> None:
    """申請: refused, with its reason, and the notice of remedies."""
    number = tour.apply(REFUSED)
    tour.examine("care-clerk", number)
    tour.propose("care-clerk", number, "refused", REASON)
    tour.agree("care-chief", number)
    tour.notice_is_there("care-clerk", number)
    tour.reads(number, "決定しました")
