"""The types of questions. `register_all` puts the house's own into the registry; other rooms add theirs."""

from madoguchi.engines.forms.fields.base import FIELD_TYPES, FieldType, Limits, Part, Raw, lang, register_field_type


def register_all() -> None:
    """Once, whoever comes first."""
    if "text" in FIELD_TYPES:
        return
    from madoguchi.engines.forms.fields import bank, choices, days, numbers, persons, places, proofs, words

    for module in (words, persons, days, choices, numbers, places, bank, proofs):
        for field_type in module.TYPES:
            register_field_type(field_type)


register_all()

__all__ = ["FIELD_TYPES", "FieldType", "Limits", "Part", "Raw", "lang", "register_all", "register_field_type"]
