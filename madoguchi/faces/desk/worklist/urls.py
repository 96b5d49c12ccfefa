from django.urls import path

from madoguchi.faces.desk.worklist import absences, conversations, exports, memos, searching, statistics, views

urlpatterns = [
    path("", views.home, name="home"),
    path("views/", views.keep_view, name="view-keep"),
    path("views/<int:pk>/drop/", views.drop_view, name="view-drop"),
    path("search/", searching.search, name="search"),
    path("messages/", conversations.listing, name="messages"),
    path("memos/", memos.listing, name="memos"),
    path("memos/new/", memos.write, name="memo-new"),
    path("memos/<uuid:pk>/", memos.one, name="memo"),
    path("memos/<uuid:pk>/finish/", memos.finish, name="memo-finish"),
    path("export/<slug:form>/", exports.queue, name="queue-export"),
    path("statistics/", statistics.page, name="statistics"),
    path("statistics/<slug:form>/", statistics.export, name="statistics-export"),
    path("absences/", absences.page, name="absences"),
    path("absences/<int:pk>/end/", absences.end, name="absence-end"),
]
