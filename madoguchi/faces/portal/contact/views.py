from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from madoguchi.core.refused import Refused
from madoguchi.engines.people import public as people

LANGUAGES = [("ja", "日本語"), ("ja-easy", "やさしい日本語"), ("en", "English")]


class ContactForm(forms.Form):
    channel = forms.ChoiceField(label=_("連絡の方法"), choices=people.Channel.choices, widget=forms.RadioSelect)
    value = forms.CharField(
        label=_("連絡先"),
        help_text=_(
            "メールのときは空欄で、サインインのアドレスに届きます。郵便のときは宛先の住所、電話とSMSのときは番号を入力してください。"
        ),
        required=False,
        max_length=300,
    )
    language = forms.ChoiceField(label=_("連絡の言語"), choices=LANGUAGES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


def contact(request: Any) -> HttpResponse:
    card = people.contact_of(request.user)
    shown = "" if card.channel == people.Channel.MAIL and card.value == request.user.email else card.value
    form = ContactForm(request.POST or None, initial={"channel": card.channel, "value": shown, "language": card.language})
    if request.method == "POST" and form.is_valid():
        try:
            people.choose_contact(request.user, **form.cleaned_data, by=request.actor, at=request.received_at)
        except Refused as refusal:
            form.add_error("value", str(refusal))
        else:
            messages.success(request, gettext("連絡方法を変えました。"))
            return HttpResponseRedirect(reverse("portal_contact"))
    return render(request, "signin/contact.html", {"title": gettext("連絡方法"), "form": form, "card": card})


@require_POST
def electronic_notices(request: Any) -> HttpResponse:
    """Notices of dispositions electronically, or on paper again."""
    wanted = request.POST.get("wanted") == "yes"
    action = people.ask_for_electronic_notices if wanted else people.stop_electronic_notices
    action(request.user, by=request.actor, at=request.received_at)
    said = gettext("通知書を電子で受け取ることにしました。") if wanted else gettext("通知書を紙で受け取ることにしました。")
    messages.success(request, said)
    return HttpResponseRedirect(reverse("portal_contact"))
