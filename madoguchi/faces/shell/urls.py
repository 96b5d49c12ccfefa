from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from madoguchi.faces.shell import views
from madoguchi.faces.shell.guard import open_to

app_name = "shell"
anyone = open_to("anyone")

urlpatterns: list[URLPattern | URLResolver] = [
    path("display/", anyone(views.display), name="display"),
    path("robots.txt", anyone(views.robots), name="robots"),
    path("favicon.ico", anyone(views.favicon), name="favicon"),
    path("manifest.webmanifest", anyone(views.manifest), name="manifest"),
    path("style/", anyone(views.style), name="style"),
    path("style/case/", anyone(views.style_case), name="style-case"),
    path("style/error/<int:status>/", anyone(views.style_error), name="style-error"),
]
