"""Import contracts, made from the tree: the storeys, and one protected contract a room so that others use its door alone.

python tools/contracts.py           write .importlinter
python tools/contracts.py --check   fail when .importlinter is not what the tree asks for
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "madoguchi"
TARGET = ROOT / ".importlinter"
DOORS = {"public", "testing", "apps", "templatetags", "__init__", "urls", "middleware"}
PAGE_DOORS = ["shell.**", "desk.lists", "desk.outcomes", "api.schemas", "api.paging"]
"""Of the faces, what the pages of a service (its portal/, desk/, api/) stand in."""
STOREYS = [
    ["madoguchi.site"],
    ["madoguchi.faces"],
    ["madoguchi.services"],
    ["madoguchi.engines.cases"],
    ["madoguchi.engines.booking"],
    ["madoguchi.engines.ledger"],
    [f"madoguchi.engines.{name}" for name in ("approvals", "messages", "documents", "knowledge", "insight", "webhooks", "watch")],
    ["madoguchi.engines.forms"],
    ["madoguchi.engines.people"],
    ["madoguchi.city"],
    ["madoguchi.core"],
]


def main() -> None:
    text = contracts()
    if "--check" in sys.argv:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
            sys.exit(".importlinter is not what the tree asks for. Run: python tools/contracts.py")
    else:
        TARGET.write_text(text, encoding="utf-8")


def contracts() -> str:
    parts = ["[importlinter]\nroot_package = madoguchi\ninclude_external_packages = False\n", storeys()]
    parts += [protected(room) for room in rooms()]
    services = sorted(p.name for p in (HOUSE / "services").iterdir() if is_room(p))
    if len(services) > 1:
        names = "\n".join(f"    madoguchi.services.{name}" for name in services)
        parts.append(
            f"[importlinter:contract:services]\nname = no service knows another\ntype = independence\nmodules =\n{names}\n"
        )
    return "\n".join(parts)


def storeys() -> str:
    layers = "\n".join("    " + " | ".join(present) for storey in STOREYS if (present := [m for m in storey if exists(m)]))
    pages = "\n".join(
        f"    madoguchi.services.*.{face}.** -> madoguchi.faces.{door}" for face in ("portal", "desk", "api") for door in PAGE_DOORS
    )
    return (
        f"[importlinter:contract:storeys]\nname = imports go down, never up\ntype = layers\nlayers =\n{layers}\n"
        f"ignore_imports =\n{pages}\nunmatched_ignore_imports_alerting = none\n"
    )


def protected(room: Path) -> str:
    module = ".".join(room.relative_to(ROOT).parts)
    inner = sorted({p.stem for p in room.iterdir() if (p.suffix == ".py" or (p / "__init__.py").exists())} - DOORS - {"tests"})
    names = "\n".join(f"    {module}.{name}" for name in inner)
    return (
        f"[importlinter:contract:{module.replace('.', '-')}]\nname = {module} is reached by its door\ntype = protected\n"
        f"protected_modules =\n{names}\nallowed_importers =\n    {module}\n{exempt(module)}"
    )


def exempt(module: str) -> str:
    """Migrations name a default's function where it stands; they are frozen, so the place is too."""
    if module != "madoguchi.core.identifiers":
        return ""
    return (
        "ignore_imports =\n    madoguchi.*.*.migrations.* -> madoguchi.core.identifiers.uuid7\n"
        "    madoguchi.*.migrations.* -> madoguchi.core.identifiers.uuid7\nunmatched_ignore_imports_alerting = none\n"
    )


def rooms() -> list[Path]:
    """Rooms with a door, in order of their names."""
    found = [HOUSE / "city"]
    for storey in ("core", "engines", "services"):
        found += [path for path in (HOUSE / storey).iterdir() if is_room(path)]
    return sorted(path for path in found if (path / "public.py").exists())


def is_room(path: Path) -> bool:
    return path.is_dir() and (path / "apps.py").exists()


def exists(module: str) -> bool:
    return (ROOT / module.replace(".", "/")).is_dir()


if __name__ == "__main__":
    main()
