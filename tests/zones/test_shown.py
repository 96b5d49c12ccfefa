"""What is shown of a case on the public side: columns that exist, each sealed one sealed anew, and nobody of the staff."""

from madoguchi.core.relay.crossings import CROSSINGS
from madoguchi.core.zones import Zone
from madoguchi.engines.cases.crossing.shown import MESSAGES, OF_APPLICATION, TABLES
from madoguchi.engines.cases.models import Application, Case
from madoguchi.engines.people.crossing.accounts import OF_ACCOUNT

SHOWN = [*TABLES, MESSAGES]


def test_shown__every_column_named__is_there_and_sealed_ones_are_sealed_anew() -> None:
    for table in SHOWN:
        columns = {field.attname for field in table.model._meta.concrete_fields}
        assert set(table.names) <= columns, table.model.__name__
        assert {name for name in table.names if name.startswith("sealed")} == set(table.contexts), table.model.__name__
        assert table.model.zone is Zone.ALL


def test_shown__of_the_staff__nobody() -> None:
    telling = {"by_code", "decided_by", "proposed_by", "ended_by", "assignee_id", "submitted_by", "key_id", "sealed_applicant"}
    for names in [*(table.names for table in SHOWN), Case.shown_to_person, OF_APPLICATION]:
        assert not telling & set(names)
    assert "sealed_answers" not in OF_APPLICATION
    assert {field.attname for field in Application._meta.concrete_fields} >= set(OF_APPLICATION)


def test_accounts__to_the_office__without_address_and_secrets() -> None:
    assert set(OF_ACCOUNT) == {"id", "kind", "name", "language", "is_active"}


def test_crossings__every_deed__is_answered_by_how_things_stand() -> None:
    deeds = [one for _, one in CROSSINGS.items() if one.to is Zone.OFFICE and one.kind.startswith("cases.")]
    assert len(deeds) == 6
    assert all(one.answer == "cases.shown" for one in deeds)
    assert CROSSINGS.get("cases.shown").whole
