"""The portal's addresses; sign-in and contact stand beside it under account/."""

from django.urls import include, path

from madoguchi.faces.portal.home import views as home
from madoguchi.faces.portal.mine import conversation, correction, looks, visit
from madoguchi.faces.portal.mine import views as mine
from madoguchi.faces.portal.pages import views as pages

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("", include("madoguchi.faces.portal.finding.urls")),
    path("procedures/", home.procedures, name="procedures"),
    path("procedures/<slug:code>/", home.procedure, name="procedure"),
    path("procedures/<slug:code>/blank.pdf", home.blank, name="blank"),
    path("life/<slug:code>/", home.life_event, name="life-event"),
    path("mine/", mine.mine, name="mine"),
    path("mine/looks/", looks.mine, name="looks"),
    path("mine/notices/<uuid:notice_id>/", mine.notice, name="notice"),
    path("mine/<str:number>/", mine.application, name="application"),
    path("mine/<str:number>/copy/", mine.copy, name="copy"),
    path("mine/<str:number>/copy.pdf", mine.copy_sheet, name="copy-sheet"),
    path("mine/<str:number>/correct/", correction.correct, name="correct"),
    path("mine/<str:number>/messages/", conversation.conversation, name="conversation"),
    path("mine/<str:number>/withdraw/", mine.withdraw, name="withdraw"),
    path("mine/<str:number>/visit/", visit.visit, name="application-visit"),
    path("mine/<str:number>/attach/", mine.attach, name="attach"),
    path("verify/", pages.verify, name="verify"),
    path("verify/<str:token>/", pages.verified, name="verified"),
    path("help/", pages.help_page, name="help"),
    path("accessibility/", pages.page, {"name": "accessibility"}, name="accessibility"),
    path("privacy/", pages.page, {"name": "privacy"}, name="privacy"),
    path("", include("madoguchi.faces.portal.counter.urls")),
    path("lotteries/", include("madoguchi.faces.portal.lottery.urls")),
    path("waiting/", include("madoguchi.faces.portal.waiting.urls")),
    path("apply/", include("madoguchi.faces.portal.apply.urls")),
    path("booking/", include("madoguchi.faces.portal.booking.urls")),
]
