"""Before anything is prepared, the commands say what to do first."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from madoguchi.city.testing import CITIES


@pytest.mark.parametrize("verb", ["load", "export", "diff"])
@pytest.mark.parametrize("there", [[], None], ids=["no tables", "no database"])
def test_city__without_a_prepared_database__says_what_comes_first(
    verb: str, there: list[str] | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def table_names() -> Any:
        if there is None:
            raise OperationalError("unable to open database file")
        return there

    monkeypatch.setattr(connection.introspection, "table_names", table_names)
    with pytest.raises(CommandError, match="madoguchi upgrade"):
        call_command("city", verb, city=str(CITIES / "example"))
