"""Logs: one JSON object a line, with the request's id; what looks like personal data is masked before it is written."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LONG_NUMBER = re.compile(r"(?<![\dA-Za-z-])\d[\d-]{6,}\d(?![\dA-Za-z-])")
QUERY = re.compile(r"\?[^\s\"']*")
JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff\U00020000-\U0002fa1f]{2,}")
KEPT = ("status_code", "duration_ms", "job", "queue")


def masked(text: str) -> str:
    """Without addresses of mail, long numbers, query strings and anything written in Japanese, which may be a name."""
    for pattern, stands_for in ((MAIL, "<mail>"), (LONG_NUMBER, "<number>"), (QUERY, "?<query>"), (JAPANESE, "<text>")):
        text = pattern.sub(stands_for, text)
    return text


class JsonFormatter(logging.Formatter):
    """Time in UTC, level, logger, message, request id; of an exception its type and where, never its values."""

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked(record.getMessage()),
        }
        if request_id := getattr(record, "request_id", None) or getattr(request, "id", None):
            line["request"] = request_id
        line |= {name: getattr(record, name) for name in KEPT if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def _where(trace: Any) -> list[str]:
    places: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/madoguchi/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-8:]
