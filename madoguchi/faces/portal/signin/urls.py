from django.urls import include, path

from madoguchi.faces.portal.signin import merging, oidc, views
from madoguchi.faces.shell.guard import open_to
from madoguchi.faces.shell.signin.views import PasswordLogin

own_fresh = open_to("people.manage-own-account", fresh=True)
anyone, fresh = open_to("anyone"), open_to("resident", fresh=True)

urlpatterns = [
    path("login/", anyone(views.sign_in), name="account_login"),
    path("login/password/", anyone(PasswordLogin.as_view()), name="account_password_login"),
    path("signup/", anyone(views.sign_up), name="account_signup"),
    path("link/", anyone(views.link_sent), name="account_link_sent"),
    path("link/<str:token>/", anyone(views.link), name="account_link"),
    path("confirm/mail/", open_to("resident")(views.confirm_by_mail), name="account_confirm_by_mail"),
    path("address/", fresh(views.change_address), name="account_change_address"),
    path("passkey/required/", fresh(views.require_passkey), name="account_require_passkey"),
    path("merge/", own_fresh(merging.begin), name="account_merge"),
    path("merge/confirm/", own_fresh(merging.confirm), name="account_merge_confirm"),
    path("oidc/connect/", anyone(oidc.connect), name="account_oidc_connect"),
    path("oidc/<slug:provider>/", anyone(oidc.start), name="account_oidc_start"),
    path("oidc/<slug:provider>/back/", anyone(oidc.back), name="account_oidc_back"),
    path("oidc/<int:pk>/remove/", fresh(oidc.remove), name="account_oidc_remove"),
    path("", include("madoguchi.faces.shell.signin.urls")),
]
