"""Handing out files of meetings."""

from typing import Any

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from madoguchi.core.files.public import stream_file


def as_download(file: Any) -> StreamingHttpResponse:
    """PDF and text open in the browser, in a sandbox; the rest is saved."""
    saved = file.kind not in {"pdf", "text", "jpeg", "png"}
    response = StreamingHttpResponse(stream_file(file), content_type=file.mime)
    response["Content-Disposition"] = content_disposition_header(saved, file.name) or "attachment"
    response["Content-Length"] = str(file.size)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
