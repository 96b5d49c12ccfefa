from django.urls import path

from madoguchi.faces.desk.staff import linking, renewal, views

urlpatterns = [
    path("", views.listing, name="staff"),
    path("invite/", views.invite, name="staff-invite"),
    path("linking/", linking.page, name="staff-linking"),
    path("linking/sample.csv", linking.sample, name="staff-linking-sample"),
    path("renewal/", renewal.page, name="staff-renewal"),
    path("<uuid:pk>/", views.person, name="staff-person"),
    path("<uuid:pk>/posts/new/", views.give_post, name="staff-give-post"),
    path("<uuid:pk>/posts/<int:post>/end/", views.end_post, name="staff-end-post"),
    path("<uuid:pk>/transfer/", views.transfer, name="staff-transfer"),
    path("<uuid:pk>/leave/", views.leave, name="staff-leave"),
    path("<uuid:pk>/hand-over/", views.hand_over, name="staff-hand-over"),
    path("<uuid:pk>/start-over/", views.start_over, name="staff-start-over"),
    path("<uuid:pk>/close/", views.close, name="staff-close"),
]
