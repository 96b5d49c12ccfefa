"""The contract: the API's description made whole, and the headers that it promises.

The library describes what the views take and give. Added here: names that a generated client can bear, who may call what,
problem+json wherever something can be wrong, limits, the next page, and what will be taken away.
"""

from collections.abc import Iterator
from http.client import responses
from typing import Any

from django.http import HttpResponse
from ninja import NinjaAPI

from madoguchi.faces.api.deprecations import Deprecation
from madoguchi.faces.api.paging import add_link

PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
HEADERS = {
    "RateLimit-Limit": {"description": "requests a minute", "schema": {"type": "integer"}},
    "RateLimit-Remaining": {"description": "requests left in this minute", "schema": {"type": "integer"}},
    "RateLimit-Reset": {"description": "seconds until the next minute", "schema": {"type": "integer"}},
    "Link": {"description": 'the next page, rel="next"', "schema": {"type": "string"}},
    "Retry-After": {"description": "seconds to wait", "schema": {"type": "integer"}},
    "Queue-Turn": {"description": "in a rush: the place in the queue, to be sent with the next try", "schema": {"type": "string"}},
}
SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "description": "鍵（窓口で登録したシステム） / a system admitted at the desk"},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "mado_portal",
        "description": "サインインした本人 / a signed-in resident",
    },
}
ALWAYS = (400, 401, 404, 422, 429)
"""Unreadable, a bad key, nothing there, a wrong parameter, too often."""
GUARDED = (403, 410)
WRITES = (409, 413, 415)


class Counter(NinjaAPI):
    """The city's counter for machines."""

    def get_openapi_operation_id(self, operation: Any) -> str:
        return str(operation.view_func.__name__)

    def get_openapi_schema(self, **options: Any) -> Any:
        described: Any = super().get_openapi_schema(**options)
        views = {one.operation_id or self.get_openapi_operation_id(one): one.view_func for one in self.operations()}
        for methods in described["paths"].values():
            for method, one in methods.items():
                _complete(one, views[one["operationId"]], method)
        described["components"]["schemas"] = dict(sorted(described["components"]["schemas"].items()))
        described["components"]["headers"] = HEADERS
        described["components"]["securitySchemes"] = SECURITY
        return described

    def operations(self) -> Iterator[Any]:
        for router in self._get_bound_routers():
            for path in router.path_operations.values():
                yield from path.operations

    def create_response(
        self, request: Any, data: Any, *, status: int | None = None, temporal_response: HttpResponse | None = None
    ) -> HttpResponse:
        response = super().create_response(request, data, status=status, temporal_response=temporal_response)
        if isinstance(data, dict) and "items" in data and data.get("next"):
            add_link(request, data["next"])
        return response


def _complete(one: dict[str, Any], view: Any, method: str) -> None:
    whom = view.mado_open_to
    if "anyone" not in whom:
        one["security"] = [{"token": []}, {"session": []}]
        one["x-permissions"] = list(whom)
    else:
        one["security"] = [{}, {"token": []}, {"session": []}]
    answers = {int(status): answer for status, answer in one["responses"].items()}
    for status in (*ALWAYS, *(() if "anyone" in whom else GUARDED), *(WRITES if method == "post" else ())):
        answers.setdefault(status, {"description": responses[status]})
    for status, answer in answers.items():
        if status >= 400:
            schema = next(iter(answer.get("content", {}).values()), None)
            answer["content"] = {"application/problem+json": schema} if schema else PROBLEM
        answer["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in _headers(status, one)}
    one["responses"] = {str(status): answers[status] for status in sorted(answers)}
    if found := deprecation_of(view):
        one["deprecated"] = True
        one["x-deprecated-since"], one["x-sunset"] = found.since.isoformat(), found.sunset.isoformat()


def _headers(status: int, one: dict[str, Any]) -> list[str]:
    limits = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"]
    pages = any(parameter["name"] == "cursor" for parameter in one.get("parameters", ()))
    queues = any(parameter["name"] == "Queue-Turn" for parameter in one.get("parameters", ()))
    return [
        *limits,
        *(["Link"] if status == 200 and pages else []),
        *(["Retry-After"] if status == 429 else []),
        *(["Queue-Turn"] if queues and status in {201, 409, 429} else []),
    ]


def deprecation_of(view: Any) -> Deprecation | None:
    return getattr(view, "mado_deprecation", None)
