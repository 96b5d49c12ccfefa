from django.urls import include, path

from madoguchi.faces.desk.signin import oidc, views
from madoguchi.faces.shell.guard import open_to
from madoguchi.faces.shell.signin.views import ActivateTOTP, DeactivateTOTP, second_factor_needed

enrolling = open_to("enrolling", fresh=True)

urlpatterns = [
    path("login/", open_to("anyone")(views.StaffLogin.as_view()), name="account_login"),
    path("enrol/<str:token>/", open_to("anyone")(views.enrol), name="staff_enrol"),
    path("second-factor/needed/", open_to("enrolling")(second_factor_needed), name="account_second_factor"),
    path("totp/add/", enrolling(ActivateTOTP.as_view()), name="mfa_activate_totp"),
    path("totp/remove/", open_to("staff", fresh=True)(DeactivateTOTP.as_view()), name="mfa_deactivate_totp"),
    path("section/", open_to("staff")(views.act_for), name="staff_act_for"),
    path("oidc/<slug:provider>/", open_to("anyone")(oidc.start), name="staff_oidc_start"),
    path("oidc/<slug:provider>/back/", open_to("anyone")(oidc.back), name="staff_oidc_back"),
    path("", include("madoguchi.faces.shell.signin.urls")),
]
