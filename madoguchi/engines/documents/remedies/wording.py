"""The general wording. Both periods leave the first day out; both outer limits run from the decision itself."""

from django.utils.translation import gettext_lazy as _

REVIEW = _(
    "この決定に不服があるときは、この決定があったことを知った日の翌日から起算して3か月以内に、{reviewer}に対して審査請求をすることができます。"
    "ただし、この決定があった日の翌日から起算して1年を過ぎると、審査請求をすることができなくなります。"
)
LAWSUIT = _(
    "この決定の取消しを求める訴えは、この決定があったことを知った日の翌日から起算して6か月以内に、{city}を被告として起こすことができます"
    "（訴訟で{city}を代表する者は{representative}です）。"
    "ただし、この決定があった日の翌日から起算して1年を過ぎると、訴えを起こすことができなくなります。"
)
LAWSUIT_AFTER_REVIEW = _(
    "審査請求をしたときは、訴えを起こせる期間は、その裁決があったことを知った日の翌日から起算して6か月以内"
    "（裁決があった日の翌日から起算して1年以内）です。"
)
LAWSUIT_ONLY_AFTER_REVIEW = _(
    "この決定の取消しを求める訴えは、審査請求に対する{reviewer}の裁決を受けた後でなければ起こすことができません。"
    "裁決を受けた後は、裁決があったことを知った日の翌日から起算して6か月以内（裁決があった日の翌日から起算して1年以内）に、"
    "{city}を被告として起こすことができます（訴訟で{city}を代表する者は{representative}です）。"
)
WITHOUT_WAITING = _(
    "ただし、審査請求をした日の翌日から起算して3か月を過ぎても裁決がないとき、著しい損害を避けるため緊急の必要があるとき、"
    "そのほか裁決を受けないことに正当な理由があるときは、裁決を待たずに訴えを起こすことができます。"
)
GENERAL = (REVIEW, LAWSUIT, LAWSUIT_AFTER_REVIEW)
REVIEW_FIRST = (REVIEW, LAWSUIT_ONLY_AFTER_REVIEW, WITHOUT_WAITING)
