"""Enrolment of staff, and the choice of the department acted for."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from madoguchi.core.refused import Refused
from madoguchi.engines.people import public as people
from madoguchi.faces.shell.signin.forms import EnrolForm
from madoguchi.faces.shell.signin.views import PasswordLogin


class StaffLogin(PasswordLogin):
    template_name = "signin/staff.html"
    title = _("職員のサインイン")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"providers": people.providers_of("desk"), **super().get_context_data(**kwargs)}


@never_cache
@sensitive_post_parameters()
def enrol(request: Any, token: str) -> HttpResponse:
    """The first password. Opening the link uses nothing up; sending the form does, once."""
    row = people.open_link(token, people.LinkPurpose.ENROL, at=request.received_at)
    if row is None:
        return render(request, "signin/link_spent.html", {"title": gettext("リンクが使えません")}, status=410)
    form = EnrolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = people.enrol(token, form.cleaned_data["password"], by=request.actor, at=request.received_at)
        except ValidationError as problem:
            form.add_error("password", problem)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            record_authentication(request, account, method="password")
            login = Login(user=account, redirect_url=reverse("account_second_factor"))
            return perform_login(request, login)
    context = {"title": gettext("職員の登録"), "form": form, "account": row.account}
    return render(request, "signin/enrol.html", context)


@require_POST
def act_for(request: Any) -> HttpResponse:
    """The department acted for from now on, among those of one's posts."""
    if request.POST.get("section", "") in request.actor.sections:
        request.session["mado_section"] = request.POST["section"]
    return HttpResponseRedirect(reverse("account_security") if request.POST.get("stay") else request.face.home)
