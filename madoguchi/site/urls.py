"""Addresses of the house: portal at the root, desk under /desk/, API under /api/v1/; on each side of the network split its own.

The public side has no address of the desk's. The office side has none of the portal's but what its own pages need (the shell's).
"""

from django.urls import URLPattern, URLResolver, include, path

from madoguchi.core.zones import Zone, is_here, zone_here
from madoguchi.faces.shell.guard import open_to
from madoguchi.faces.shell.services import modules_of_services
from madoguchi.faces.shell.views import to_the_desk
from madoguchi.site import health
from madoguchi.site.demo import page as demo
from madoguchi.site.testcards import views as testcards

handler400 = "madoguchi.faces.shell.errors.bad_request"
handler403 = "madoguchi.faces.shell.errors.forbidden"
handler404 = "madoguchi.faces.shell.errors.not_found"
handler429 = "madoguchi.faces.shell.errors.too_many"
handler500 = "madoguchi.faces.shell.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("api/v1/", include("madoguchi.faces.api.urls")),
]
if zone_here() is Zone.ALL:
    urlpatterns += [path("demo/", demo.sign_ins, name="demo"), path("demo/card/", testcards.app, name="demo-card")]
if zone_here() is Zone.PUBLIC:
    urlpatterns += [path("relay/v1/", include("madoguchi.faces.relay.urls"))]
if is_here(Zone.OFFICE):
    urlpatterns += [
        path("desk/account/", include("madoguchi.faces.desk.signin.urls")),
        *(path("desk/", include(module)) for module in modules_of_services("desk.urls")),
        path("desk/", include("madoguchi.faces.desk.urls")),
    ]
if zone_here() is Zone.OFFICE:
    urlpatterns += [path("", open_to("anyone")(to_the_desk), name="office")]
if is_here(Zone.PUBLIC):
    urlpatterns += [
        path("account/", include("madoguchi.faces.portal.signin.urls")),
        path("account/", include("madoguchi.faces.portal.contact.urls")),
        path("account/", include("madoguchi.faces.portal.acting.urls")),
    ]
urlpatterns += [path("", include("madoguchi.faces.shell.urls"))]
if is_here(Zone.PUBLIC):
    urlpatterns += [
        *(path("", include(module)) for module in modules_of_services("portal.urls")),
        path("", include("madoguchi.faces.portal.urls")),
    ]
