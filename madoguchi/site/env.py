"""What an operator may set: one `Variable` a `MADOGUCHI_*` name. The table in docs/operator/settings.md is made from it."""

import os
from dataclasses import dataclass
from pathlib import Path


class BadSetting(SystemExit):
    """A setting that cannot be read; says which, what was found and what is expected."""


@dataclass(frozen=True)
class Variable:
    name: str
    default: str
    meaning: str


VARIABLES: dict[str, Variable] = {}


def text(name: str, default: str = "", meaning: str = "") -> str:
    """The value of `MADOGUCHI_<name>`; `MADOGUCHI_<name>_FILE` names a file that holds it (for secrets)."""
    full = f"MADOGUCHI_{name}"
    VARIABLES[full] = Variable(full, default, meaning)
    if path := os.environ.get(f"{full}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(full, default)


def flag(name: str, default: bool = False, meaning: str = "") -> bool:
    value = text(name, "1" if default else "0", meaning).strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise BadSetting(f"MADOGUCHI_{name}: found {value!r}, expected 1 or 0")


def number(name: str, default: int, meaning: str = "", *, unsaid: int | None = None) -> int:
    """`unsaid` stands for the default where there is a reason that the table does not know, such as the demo."""
    value = text(name, str(default), meaning)
    if unsaid is not None and not {f"MADOGUCHI_{name}", f"MADOGUCHI_{name}_FILE"} & set(os.environ):
        return unsaid
    try:
        return int(value)
    except ValueError:
        raise BadSetting(f"MADOGUCHI_{name}: found {value!r}, expected a whole number") from None


def several(name: str, default: str = "", meaning: str = "") -> list[str]:
    return [part.strip() for part in text(name, default, meaning).split(",") if part.strip()]


def choice(name: str, default: str, allowed: tuple[str, ...], meaning: str = "") -> str:
    value = text(name, default, meaning)
    if value not in allowed:
        raise BadSetting(f"MADOGUCHI_{name}: found {value!r}, expected one of {', '.join(allowed)}")
    return value
