from django.urls import path

from madoguchi.faces.desk.approvals import views

urlpatterns = [
    path("", views.queue, name="approvals"),
    path("<uuid:approval_id>/", views.one, name="approval"),
    path("<uuid:approval_id>/answer/", views.answer, name="approval-answer"),
]
