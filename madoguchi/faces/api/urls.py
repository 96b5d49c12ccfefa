"""The API's addresses. OpenAPI stands at /api/v1/openapi.json, and for people at /api/v1/docs/."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext as _
from ninja.errors import HttpError, ValidationError

from madoguchi.core.refused import Refused
from madoguchi.faces.api import applications, docs, events, finding, flow, problems, procedures
from madoguchi.faces.api.booking import router as booking_router
from madoguchi.faces.api.contract import Counter
from madoguchi.faces.shell.guard import open_to
from madoguchi.faces.shell.services import modules_of_services

api = Counter(
    title="Madoguchi", version="1", docs_url=None, urls_namespace="api", description="窓口の API / the city's counter for machines"
)
api.add_router("", procedures.router)
api.add_router("", applications.router)
api.add_router("", events.router)
api.add_router("", flow.router)
api.add_router("", finding.router)


@api.exception_handler(Refused)
def refused(request: Any, error: Refused) -> Any:
    return problems.of_refusal(error)


@api.exception_handler(ValidationError)
def invalid(request: Any, error: ValidationError) -> Any:
    """Which parameter, in the reader's language; the library's own English sentences stay inside."""
    where = "、".join(dict.fromkeys(".".join(map(str, one["loc"])) for one in error.errors))
    return problems.answer(422, "invalid-parameter", _("送られた値が、決められた形ではありません：{where}").format(where=where))


@api.exception_handler(HttpError)
def unreadable(request: Any, error: HttpError) -> Any:
    """A body that is no JSON, and whatever else the library turns back by itself."""
    return problems.answer(error.status_code, "unreadable-body", _("送られた内容を読めません。UTF-8 の JSON で送ってください。"))


api.add_router("", booking_router)


def _all_guarded() -> list[Any]:
    """The library's own addresses (OpenAPI, root) are open to anyone; every operation names its own."""
    patterns, app, namespace = api.urls
    for pattern in patterns:
        if not getattr(pattern.callback, "mado_open_to", None) and pattern.name in {"api-root", "openapi-json"}:
            pattern.callback = open_to("anyone")(pattern.callback)
    return [path("", docs.front, name="api-front"), path("docs/", docs.page, name="api-docs"), path("", (patterns, app, namespace))]


for module in modules_of_services("api.routers"):
    api.add_router("", module.router)

urlpatterns = _all_guarded()
