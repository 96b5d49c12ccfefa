from django.urls import path

from madoguchi.faces.desk.booking import children, closures, one, phone, slots, waiting

urlpatterns = [
    path("", phone.phone, name="booking"),
    path("find/", one.find, name="booking-find"),
    path("r/<str:number>/", one.one, name="booking-one"),
    path("r/<str:number>/do/", one.do, name="booking-do"),
    path("slots/", slots.slots, name="booking-slots"),
    path("waiting/", waiting.everybody, name="booking-waiting"),
    path("waiting/slot/<uuid:pk>/", waiting.of_slot, name="booking-line"),
    path("waiting/<uuid:pk>/", waiting.one, name="booking-waiting-one"),
    path("waiting/<uuid:pk>/do/", waiting.do, name="booking-waiting-do"),
    path("children/", children.children, name="booking-children"),
    path("children/<uuid:pk>/do/", children.do, name="booking-child-do"),
    path("nursery/<slug:code>/", children.day, name="booking-nursery-day"),
    path("closures/", closures.closures, name="booking-closures"),
    path("closures/<uuid:pk>/", closures.closure, name="booking-closure"),
    path("closures/<uuid:pk>/do/", closures.do, name="booking-closure-do"),
]
