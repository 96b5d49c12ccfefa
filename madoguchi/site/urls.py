"""Addresses of the whole house: portal at the root, desk under /desk/, API under /api/v1/."""

from django.urls import include, path

from madoguchi.faces.shell.services import modules_of_services
from madoguchi.site import health
from madoguchi.site.demo import page as demo
from madoguchi.site.testcards import views as testcards

handler400 = "madoguchi.faces.shell.errors.bad_request"
handler403 = "madoguchi.faces.shell.errors.forbidden"
handler404 = "madoguchi.faces.shell.errors.not_found"
handler429 = "madoguchi.faces.shell.errors.too_many"
handler500 = "madoguchi.faces.shell.errors.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("demo/", demo.sign_ins, name="demo"),
    path("demo/card/", testcards.app, name="demo-card"),
    path("api/v1/", include("madoguchi.faces.api.urls")),
    path("desk/account/", include("madoguchi.faces.desk.signin.urls")),
    *(path("desk/", include(module)) for module in modules_of_services("desk.urls")),
    path("desk/", include("madoguchi.faces.desk.urls")),
    path("account/", include("madoguchi.faces.portal.signin.urls")),
    path("account/", include("madoguchi.faces.portal.contact.urls")),
    path("account/", include("madoguchi.faces.portal.acting.urls")),
    path("", include("madoguchi.faces.shell.urls")),
    *(path("", include(module)) for module in modules_of_services("portal.urls")),
    path("", include("madoguchi.faces.portal.urls")),
]
