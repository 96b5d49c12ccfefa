from django.urls import include, path

from madoguchi.faces.portal.signin import views
from madoguchi.faces.shell.guard import open_to
from madoguchi.faces.shell.signin.views import PasswordLogin

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
    path("", include("madoguchi.faces.shell.signin.urls")),
]
