import json
import logging
import sys

import pytest

from madoguchi.site.logs import JsonFormatter, masked


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("mail to hanako@example.jp failed", "mail to <mail> failed"),
        ("call 047-000-1234 now", "call <number> now"),
        ("number 123456789012 seen", "number <number> seen"),
        ("GET /cases/?q=name 200", "GET /cases/?<query> 200"),
        ("見本さくら was not found", "<text> was not found"),
        ("port 8000 taken", "port 8000 taken"),
    ],
)
def test_masked__personal_data__is_not_written(said: str, written: str) -> None:
    assert masked(said) == written


def test_log_line__of_an_error__says_where_but_not_what() -> None:
    try:
        raise ValueError("見本 さくら hanako@example.jp")
    except ValueError:
        record = logging.LogRecord("mado", logging.ERROR, __file__, 1, "it broke", None, sys.exc_info())
    line = json.loads(JsonFormatter().format(record))
    assert line["error"] == "ValueError"
    assert "hanako" not in json.dumps(line)
    assert line["where"][-1].endswith("test_log_line__of_an_error__says_where_but_not_what")
