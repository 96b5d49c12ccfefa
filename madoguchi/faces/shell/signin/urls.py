"""The addresses that both faces have, each below its own `account/`. The names are those that the library expects."""

from django.urls import path, re_path

from madoguchi.faces.shell.guard import open_to
from madoguchi.faces.shell.signin import views

anyone, own = open_to("anyone"), open_to("signed-in")
enrolling = open_to("enrolling", "resident", fresh=True)
own_again = open_to("resident", "enrolling")
fresh = open_to("signed-in", fresh=True)

urlpatterns = [
    path("logout/", open_to("anyone")(views.SignOut.as_view()), name="account_logout"),
    path("still-here/", open_to("resident", "enrolling")(views.still_here), name="account_still_here"),
    path("security/", own(views.security), name="account_security"),
    path("security/", own(views.security), name="mfa_index"),
    path("password/change/", fresh(views.ChangePassword.as_view()), name="account_change_password"),
    path("password/set/", fresh(views.SetPassword.as_view()), name="account_set_password"),
    path("password/reset/", anyone(views.ResetPassword.as_view()), name="account_reset_password"),
    path("password/reset/done/", anyone(views.ResetPasswordDone.as_view()), name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        anyone(views.ResetPasswordFromKeyDone.as_view()),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        anyone(views.ResetPasswordFromKey.as_view()),
        name="account_reset_password_from_key",
    ),
    path("confirm/password/", own_again(views.PasswordAgain.as_view()), name="account_reauthenticate"),
    path("confirm/code/", own_again(views.CodeAgain.as_view()), name="mfa_reauthenticate"),
    path("confirm/passkey/", own_again(views.PasskeyAgain.as_view()), name="mfa_reauthenticate_webauthn"),
    path("second-factor/", anyone(views.SecondFactor.as_view()), name="mfa_authenticate"),
    path("spare-codes/", enrolling(views.SpareCodes.as_view()), name="mfa_view_recovery_codes"),
    path("spare-codes/new/", fresh(views.NewSpareCodes.as_view()), name="mfa_generate_recovery_codes"),
    path("passkey/login/", anyone(views.PasskeyLogin.as_view()), name="mfa_login_webauthn"),
    path("passkey/add/", enrolling(views.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path("passkey/<int:pk>/remove/", fresh(views.RemovePasskey.as_view()), name="mfa_remove_webauthn"),
    path("passkeys/", own(views.security), name="mfa_list_webauthn"),
]
