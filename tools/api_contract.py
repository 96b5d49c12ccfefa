"""Write docs/developer/openapi.json, the API's contract, from the program, if nothing is broken that others rely on.

python tools/api_contract.py            write it; what others rely on may only go when its sunset, announced in it, is over
python tools/api_contract.py --check    fail where the program and the file differ, and say what breaks
python tools/api_contract.py --broken   write it all the same: for what nobody can have used
"""

import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "developer" / "openapi.json"
AGAIN = "docs/developer/openapi.json is not what the API says. Look at the difference, then run: python tools/api_contract.py"
Json = dict[str, Any]


def main() -> None:
    served = described()
    kept: Json = json.loads(TARGET.read_text(encoding="utf-8")) if TARGET.exists() else {}
    broken = list(breaks(kept, served, (datetime.now(UTC) + timedelta(hours=9)).date()))
    for one in broken:
        print(f"breaks: {one}", file=sys.stderr)
    if "--check" in sys.argv:
        if text(served) != text(kept):
            sys.exit(AGAIN)
    elif broken and "--broken" not in sys.argv:
        sys.exit("Others rely on this. Mark it deprecated (faces/api/deprecations.py) and take it away after its sunset.")
    else:
        TARGET.write_text(text(served), encoding="utf-8")


def described() -> Json:
    """The description as it is served, with all services."""
    os.environ.setdefault("MADOGUCHI_DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.site.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from madoguchi.faces.api.urls import api

    found: Json = json.loads(json.dumps(api.get_openapi_schema()))
    return found


def text(described: Json) -> str:
    return json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def breaks(before: Json, after: Json, on: date) -> Iterator[str]:
    """What somebody who keeps to the contract of before would miss, by its name. What was announced and is over breaks nothing."""
    for path, methods in before.get("paths", {}).items():
        for method, old in methods.items():
            new = after["paths"].get(path, {}).get(method)
            if new is not None:
                yield from _operation(f"{method.upper()} {path}", old, new, before, after, on)
            elif not _over(old, on):
                yield f"{method.upper()} {path} is gone"


def _operation(name: str, old: Json, new: Json, before: Json, after: Json, on: date) -> Iterator[str]:
    had = {(one["in"], one["name"]): one for one in old.get("parameters", ())}
    has = {(one["in"], one["name"]): one for one in new.get("parameters", ())}
    for key, one in had.items():
        if key not in has and not _over(one, on):
            yield f"{name}: the {key[0]} parameter {key[1]} is gone"
    for key, one in has.items():
        if one.get("required") and not had.get(key, {}).get("required"):
            yield f"{name}: the {key[0]} parameter {key[1]} is needed now"
        if key in had:
            yield from _narrower(f"{name}: {key[1]}", had[key].get("schema", {}), one.get("schema", {}))
    if old["operationId"] != new["operationId"]:
        yield f"{name}: operationId {old['operationId']} is now {new['operationId']}"
    yield from _taken(f"{name} takes", _body(old), _body(new), before, after, on, set())
    for status, answer in old["responses"].items():
        if status not in new["responses"]:
            yield f"{name}: answer {status} is gone"
            continue
        for kind, shape in answer.get("content", {}).items():
            now = new["responses"][status].get("content", {}).get(kind)
            if now is None:
                yield f"{name}: answer {status} is no {kind} any more"
            else:
                yield from _given(f"{name} {status}", shape.get("schema", {}), now.get("schema", {}), before, after, on, set())


def _given(name: str, old: Json, new: Json, before: Json, after: Json, on: date, seen: set[str]) -> Iterator[str]:
    """What is answered may grow, not shrink."""
    yield from _shape(name, old, new, before, after, on, seen, answered=True)


def _taken(name: str, old: Json, new: Json, before: Json, after: Json, on: date, seen: set[str]) -> Iterator[str]:
    """What is taken may be more, never must be."""
    yield from _shape(name, old, new, before, after, on, seen, answered=False)


def _shape(
    name: str, old: Json, new: Json, before: Json, after: Json, on: date, seen: set[str], *, answered: bool
) -> Iterator[str]:
    if (mark := old.get("$ref", "")) and mark in seen:
        return
    seen = seen | {mark}
    old, new = _found(old, before), _found(new, after)
    if old.get("type") != new.get("type") and "type" in old:
        yield f"{name}: {old['type']} is now {new.get('type', 'anything')}"
        return
    if not answered:
        yield from _narrower(name, old, new)
    had, has = old.get("properties", {}), new.get("properties", {})
    for field, shape in had.items():
        if field not in has:
            if not _over(shape, on):
                yield f"{name}: {field} is gone"
            continue
        if answered and field in old.get("required", ()) and field not in new.get("required", ()):
            yield f"{name}: {field} is not always there any more"
        yield from _shape(f"{name}.{field}", shape, has[field], before, after, on, seen, answered=answered)
    if not answered:
        for field in set(new.get("required", ())) - set(old.get("required", ())):
            yield f"{name}: {field} is needed now"
    if "items" in old and "items" in new:
        yield from _shape(f"{name}[]", old["items"], new["items"], before, after, on, seen, answered=answered)


def _narrower(name: str, old: Json, new: Json) -> Iterator[str]:
    if lost := [str(one) for one in old.get("enum", ()) if "enum" in new and one not in new["enum"]]:
        yield f"{name}: {', '.join(lost)} is not taken any more"
    for bound, worse in (("maxLength", 1), ("maximum", 1), ("maxItems", 1), ("minLength", -1), ("minimum", -1), ("minItems", -1)):
        if bound in new and (bound not in old or (old[bound] - new[bound]) * worse > 0):
            yield f"{name}: {bound} is now {new[bound]}"


def _body(operation: Json) -> Json:
    found: Json = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return found


def _found(shape: Json, whole: Json) -> Json:
    while "$ref" in shape:
        shape = whole["components"]["schemas"][shape["$ref"].rsplit("/", 1)[1]]
    return shape


def _over(what: Json, on: date) -> bool:
    """Announced in the contract itself, and its day has come."""
    sunset = what.get("x-sunset") or what.get("schema", {}).get("x-sunset", "")
    return bool(what.get("deprecated") and sunset and date.fromisoformat(sunset) <= on)


if __name__ == "__main__":
    main()
