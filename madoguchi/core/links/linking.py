"""Link makers: a face registers how the address of a kind of thing is made; anybody asks for one."""

from collections.abc import Callable
from typing import Literal, get_args
from uuid import UUID

from django.conf import settings

from madoguchi.core.registry import Registry

Audience = Literal["portal", "desk"]
Maker = Callable[[str], str]

MAKERS: dict[str, Registry[Maker]] = {audience: Registry(f"links of the {audience}") for audience in get_args(Audience)}
PREFIXES = {"": "", "ja": "", "ja-easy": "/easy"}


def register_link(kind: str, maker: Maker, *, audience: Audience = "portal") -> None:
    """`maker` turns an id into a path, e.g. `lambda id: reverse("portal:case", args=[id])`."""
    MAKERS[audience].register(kind, maker)


def link_to(kind: str, id: UUID | str, audience: Audience = "portal", *, language: str = "") -> str:
    """The absolute address of a thing's page. Raises UnknownKey, with near names, for a kind that no face has."""
    prefix = PREFIXES.get(language, f"/{language}") if audience == "portal" else ""
    return address_of(audience).rstrip("/") + prefix + path_to(kind, id, audience)


def path_to(kind: str, id: UUID | str, audience: Audience = "portal") -> str:
    """The path alone, without host and language. Raises UnknownKey."""
    path = MAKERS[audience].get(kind)(str(id))
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError(f"the link maker of {kind!r} gave {path!r}, which is no path")
    return path


def address_of(audience: Audience) -> str:
    """Where this audience reaches the house: the desk may have an address of its own on the office's network."""
    desk = getattr(settings, "MADO_DESK_ADDRESS", "")
    return desk if desk and audience == "desk" else settings.MADO_ADDRESS
