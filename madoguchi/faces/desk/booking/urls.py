from django.urls import path

from madoguchi.faces.desk.booking import children, closures, one, phone, slots

urlpatterns = [
    path("", phone.phone, name="booking"),
    path("find/", one.find, name="booking-find"),
    path("r/<str:number>/", one.one, name="booking-one"),
    path("r/<str:number>/do/", one.do, name="booking-do"),
    path("slots/", slots.slots, name="booking-slots"),
    path("children/", children.children, name="booking-children"),
    path("children/<uuid:pk>/do/", children.do, name="booking-child-do"),
    path("nursery/<slug:code>/", children.day, name="booking-nursery-day"),
    path("closures/", closures.closures, name="booking-closures"),
    path("closures/<uuid:pk>/", closures.closure, name="booking-closure"),
    path("closures/<uuid:pk>/do/", closures.do, name="booking-closure-do"),
]
