"""The API as a page for people, made from its OpenAPI description: without script, in the look of the house."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from madoguchi.faces.shell.guard import open_to


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    summary: str
    text: str
    parameters: list[dict[str, Any]]
    body: str
    answers: list[tuple[str, str]]
    anchor: str


@open_to("anyone")
def front(request: HttpRequest) -> HttpResponse:
    """Whoever comes to the API's address itself is told what it is."""
    return redirect("api-docs")


@open_to("anyone")
def page(request: HttpRequest) -> HttpResponse:
    from madoguchi.faces.api.urls import api

    described = api.get_openapi_schema()
    shapes = [(name, list(_fields(shape)), shape.get("description", "")) for name, shape in _shapes(described)]
    context = {"title": described["info"]["title"], "operations": list(_operations(described)), "shapes": shapes}
    return render(request, "api/docs.html", context)


def _operations(described: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            body = one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            answers = [
                (str(status), _name(next(iter(answer.get("content", {}).values()), {}).get("schema", {})))
                for status, answer in one["responses"].items()
            ]
            yield Operation(
                method.upper(), path, one.get("summary", ""), one.get("description", ""), one.get("parameters", []), _name(body),
                answers, one["operationId"],
            )  # fmt: skip


def _shapes(described: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return sorted(described.get("components", {}).get("schemas", {}).items())


def _fields(shape: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    for name, one in shape.get("properties", {}).items():
        yield name, _name(one), name in shape.get("required", ())


def _name(shape: dict[str, Any]) -> str:
    if "$ref" in shape:
        return str(shape["$ref"]).rsplit("/", 1)[1]
    if "anyOf" in shape:
        return " | ".join(_name(one) for one in shape["anyOf"])
    if shape.get("type") == "array":
        return f"[{_name(shape.get('items', {}))}]"
    if "enum" in shape:
        return " | ".join(str(value) for value in shape["enum"])
    kind = str(shape.get("type", ""))
    return f"{kind} ({shape['format']})" if "format" in shape else kind
