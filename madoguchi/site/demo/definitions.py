"""The city's definitions are read at each start; what was published at the desk meanwhile stays."""

from collections.abc import Callable
from io import StringIO

from django.core.management import call_command


def load_definitions(tell: Callable[[str], None]) -> None:
    """Raises SystemExit, after telling what is wrong with the folder."""
    said = StringIO()
    try:
        call_command("city", "load", take="desk", verbosity=0, stdout=said)
    except SystemExit:
        tell(said.getvalue())
        raise
