"""The whole as YAML, as it would stand in the city's folder: for what no form has boxes for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _t

from madoguchi.city import public as city
from madoguchi.core.refused import NotFound, NotPermitted, Refused
from madoguchi.faces.shell.guard import open_to
from madoguchi.services.authoring.actions import edit
from madoguchi.services.authoring.body import Body, kind_of
from madoguchi.services.authoring.desk.around import desk_of, number_in
from madoguchi.services.authoring.refusals import CodeStays, EditedMeanwhile
from madoguchi.services.authoring.saying import changes


@open_to("authoring.write")
def whole(request: Any, pk: UUID) -> HttpResponse:
    """Read and written by the same rules as files."""
    desk = desk_of(request, pk)
    kind, code = _which(desk.body, request.GET.get("notice", ""))
    raw = desk.body["notice"][code] if kind == "notice" else desk.body[kind]
    text, findings, base = city.write_yaml(raw), [], desk.number
    clash = None
    if request.method == "POST":
        text, base = request.POST.get("text", "").replace("\r\n", "\n"), number_in(request.POST, "base", desk.number)
        try:
            read = plain(city.read_yaml(text.encode(), f"{kind}.yaml"))
            if read.get("code") != raw.get("code"):
                raise CodeStays(own=raw.get("code"))
            body = _with(edit.body_of(desk.manuscript, base), kind, code, read)
            edit.write_whole(
                desk.manuscript, body, base=base, by=request.actor, at_=request.received_at,
                force=request.POST.get("force") == "mine",
            )  # fmt: skip
            messages.success(request, _t("保存しました。"))
            return redirect("authoring:manuscript", desk.pk)
        except city.Found as found:
            findings = list(found.findings)
        except (NotPermitted, NotFound):
            raise
        except EditedMeanwhile as refusal:
            clash = list(changes(raw, read)), str(refusal)
        except Refused as refusal:
            messages.error(request, str(refusal))
    context = {"desk": desk, "text": text, "findings": findings, "clash": clash, "base": base, "kind": kind, "code": code}
    return render(request, "authoring/whole.html", context, status=422 if findings else 409 if clash else 200)


def _which(body: Body, notice: str) -> tuple[str, str]:
    return ("notice", notice) if notice in body.get("notice", {}) else (kind_of(body), "")


def _with(body: Body, kind: str, code: str, raw: dict[str, Any]) -> Body:
    if kind != "notice":
        return {**body, kind: raw}
    return {**body, "notice": {**body.get("notice", {}), code: raw}}


def plain(data: Any) -> Any:
    """Without the marks of the reader."""
    if isinstance(data, dict):
        return {str(key): plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    if isinstance(data, float) and type(data) is not float:
        return float(data)
    return data
