"""The form by which a person or a group enters a lottery."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from madoguchi.engines.booking.public import lottery


class EntryForm(forms.Form):
    """Wishes in their order, for how many, in whose name."""

    def __init__(self, found: lottery.Lottery, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = found.record["announced"]
        titles = {slot["id"]: slot["title"] for slot in said["slots"]}
        in_order = found.slots.order_by("slot__starts_at", "slot__bookable").values_list("slot_id", flat=True)
        slots = [(str(pk), titles[str(pk)]) for pk in dict.fromkeys(in_order)]
        for rank in range(1, said["wishes_most"] + 1):
            label = _("第%(n)s希望") % {"n": rank}
            self.fields[f"wish{rank}"] = forms.ChoiceField(
                label=label, choices=[("", _("選ばない") if rank > 1 else _("選んでください")), *slots], required=rank == 1
            )
        self.fields["party"] = forms.IntegerField(label=_("人数"), initial=1)
        self.fields["name"] = forms.CharField(label=_("氏名"), max_length=100, widget=Auto("name"))
        self.fields["phone"] = forms.CharField(label=_("電話番号"), max_length=30, required=False, widget=Auto("tel"))
        if found.definition.residents_only:
            self.fields["resident"] = forms.BooleanField(label=_("市内に住んでいます"), required=False)
        for field in self.fields.values():
            field.error_messages["required"] = _("%(what)sを入力してください。") % {"what": field.label}

    def wish(self) -> lottery.Wish:
        data = self.cleaned_data
        slots = [data[name] for name in self.fields if name.startswith("wish") and data.get(name)]
        return lottery.Wish(
            slots=slots,
            party=data["party"],
            resident=bool(data.get("resident")),
            contact={"name": data["name"], "phone": data.get("phone", "")},
        )


def Auto(what: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": what})


def given(entry: lottery.Entry) -> dict[str, Any]:
    """What an entry says, for the form that changes it."""
    kept = entry.kept
    wishes = {f"wish{rank}": slot for rank, slot in enumerate(entry.wishes, 1)}
    contact = kept["contact"]
    return {
        **wishes, "party": entry.party, "resident": kept["resident"],
        "name": contact.get("name", ""), "phone": contact.get("phone", ""),
    }  # fmt: skip
