from django.urls import path

from madoguchi.faces.portal.acting import asking, groups, views
from madoguchi.faces.shell.guard import open_to

resident, delegate, run = open_to("resident"), open_to("people.delegate"), open_to("people.run-groups")
fresh_delegate, fresh_run = open_to("people.delegate", fresh=True), open_to("people.run-groups", fresh=True)

urlpatterns = [
    path("acting/", resident(views.overview), name="portal_acting"),
    path("acting/switch/", resident(views.switch), name="portal_acting_switch"),
    path("acting/back/", resident(views.back), name="portal_acting_back"),
    path("acting/offer/", fresh_delegate(asking.offer), name="portal_acting_offer"),
    path("acting/ask/", delegate(asking.ask), name="portal_acting_ask"),
    path("acting/legal/", delegate(asking.legal), name="portal_acting_legal"),
    path("acting/<uuid:pk>/", delegate(views.one), name="portal_delegation"),
    path("acting/<uuid:pk>/answer/", fresh_delegate(views.answer), name="portal_delegation_answer"),
    path("acting/<uuid:pk>/end/", delegate(views.end), name="portal_delegation_end"),
    path("groups/new/", run(groups.new), name="portal_group_new"),
    path("groups/invitations/<uuid:pk>/", run(groups.answer), name="portal_group_answer"),
    path("groups/<uuid:pk>/", run(groups.one), name="portal_group"),
    path("groups/<uuid:pk>/invite/", run(groups.invite), name="portal_group_invite"),
    path("groups/<uuid:pk>/members/<uuid:member>/", run(groups.member), name="portal_group_member"),
    path("groups/<uuid:pk>/close/", fresh_run(groups.close), name="portal_group_close"),
]
