"""Addresses as requests to the desk see them: the same house, with the desk's own sign-in behind the common names.

Of two addresses with one name the later wins when an address is made; so `account_login` is the desk's here and the
portal's in `madoguchi.site.urls`. Which of the two serves a request is decided by its path alone.
"""

from django.urls import include, path

from madoguchi.site import urls

handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500

urlpatterns = [*urls.urlpatterns, path("desk/account/", include("madoguchi.faces.desk.signin.urls"))]
