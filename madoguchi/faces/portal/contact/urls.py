from django.urls import path

from madoguchi.faces.portal.contact import views
from madoguchi.faces.shell.guard import open_to

own = open_to("people.choose-contact")

urlpatterns = [
    path("contact/", own(views.contact), name="portal_contact"),
    path("contact/electronic-notices/", own(views.electronic_notices), name="portal_electronic_notices"),
]
