"""Addresses of booking. They stand in the portal's namespace: `portal:booking` and so on."""

from django.urls import path

from madoguchi.faces.portal.booking import calendar, children, filling, finding, held

urlpatterns = [
    path("", finding.index, name="booking"),
    path("children/", children.children, name="booking-children"),
    path("children/<uuid:pk>/", children.child, name="booking-child"),
    path("mine/", held.mine, name="booking-mine"),
    path("feed/<str:token>.ics", held.feed, name="booking-feed"),
    path("for/<slug:code>/", finding.purpose, name="booking-purpose"),
    path("hold/<uuid:hold_id>/", filling.fill, name="booking-fill"),
    path("hold/<uuid:hold_id>/leave/", filling.give_up, name="booking-leave"),
    path("r/<str:number>/", held.held, name="booking-held"),
    path("r/<str:number>/confirm/", held.confirm, name="booking-confirm"),
    path("r/<str:number>/cancel/", held.cancel, name="booking-cancel"),
    path("r/<str:number>/change/", held.change, name="booking-change"),
    path("r/<str:number>/move/", held.move, name="booking-move"),
    path("r/<str:number>/calendar.ics", held.as_calendar, name="booking-ics"),
    path("<slug:code>/", calendar.calendar, name="booking-calendar"),
    path("<slug:code>/embed/", calendar.embedded, name="booking-embedded"),
    path("<slug:code>/hold/", calendar.choose, name="booking-choose"),
]
