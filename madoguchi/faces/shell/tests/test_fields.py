from typing import Any

import pytest
from django import forms
from django.template import engines

from madoguchi.faces.shell import samples
from madoguchi.faces.shell.fields import ErrorLink, FieldView, OptionView, errors_of, from_bound


def shown(f: Any) -> str:
    return engines["django"].from_string("{% field f %}").render({"f": f})


@pytest.mark.parametrize("view", [*samples.fields(), *samples.wrong()], ids=lambda v: f"{v.widget}-{v.name}")
def test_field__every_sample__is_labelled_and_described(view: FieldView) -> None:
    page = shown(view)
    for part in view.parts or [view]:
        assert f'name="{part.name}"' in page
        assert str(part.label) in page
        for described in part.described_by.split():
            assert f'id="{described}"' in page
    assert f'id="{view.anchor}"' in page


def test_field__wrong__says_so_to_everybody() -> None:
    page = shown(FieldView("mail", "メール", "mail", "a@", error="@の後を入力してください。", required=True))
    assert 'aria-describedby="f-mail-error"' in page
    assert 'aria-invalid="true"' in page
    assert "※必須" in page
    assert 'id="f-mail-error"' in page
    assert 'type="email"' in page
    assert 'autocomplete="email"' in page


def test_field__what_people_wrote__is_escaped() -> None:
    page = shown(FieldView("a", "<b>", value='"><script>', hint="<i>", error="<u>", options=[]))
    assert "<script>" not in page
    assert "<i>" not in page
    assert "<u>" not in page
    assert "<b>" not in page


def test_field__part_wrong__summary_leads_to_it() -> None:
    parts = [FieldView("d.year", "年"), FieldView("d.day", "日", error="ありません。")]
    group = FieldView("d", "日付", "date", error="日付をお確かめください。", parts=parts)
    assert errors_of([group]) == [
        ErrorLink("f-d-day", "日付をお確かめください。"),
        ErrorLink("f-d-day", "ありません。"),
    ]


def test_choices__several_values__marks_each_and_gives_the_first_the_fields_id() -> None:
    view = FieldView("x", "x", "multi", ["b"], options=[("a", "A"), OptionView("b", "B"), OptionView("c", "C", chosen=True)])
    assert [(o.id, o.chosen) for o in view.choices] == [("f-x", False), ("f-x-1", True), ("f-x-2", True)]


def test_field__name_as_a_path__makes_an_id() -> None:
    assert FieldView("children[0].living", "x").id == "f-children-0-living"


class Form(forms.Form):
    mail = forms.CharField(label="メール", help_text="例", widget=forms.TextInput(attrs={"type": "email", "autocomplete": "email"}))
    way = forms.ChoiceField(label="方法", choices=[("a", "郵便"), ("b", "電話")], widget=forms.RadioSelect)
    secret = forms.CharField(label="パスワード", widget=forms.PasswordInput)


def test_from_bound__form_with_errors__carries_everything_but_the_password() -> None:
    form = Form({"mail": "", "way": "b", "secret": "hidden"})
    mail, way, secret = (from_bound(bound) for bound in form)
    assert (mail.type, mail.hint, mail.required, bool(mail.errors), mail.id) == ("email", "例", True, True, "id_mail")
    assert [o.chosen for o in way.choices] == [False, True]
    assert secret.value == ""
    assert "hidden" not in shown(form["secret"])


def test_error_summary__form__leads_to_its_fields() -> None:
    page = engines["django"].from_string("{% error_summary form %}").render({"form": Form({})})
    assert 'href="#id_mail"' in page
    assert "3件の誤り" in page


def test_error_summary__nothing_wrong__says_nothing() -> None:
    assert engines["django"].from_string("{% error_summary f %}").render({"f": [FieldView("a", "b")]}).strip() == ""
