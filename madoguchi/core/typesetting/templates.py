"""Templates: a room names its `.typ` files when it starts. They see the package's own `.typ` files and nothing else."""

from pathlib import Path

from madoguchi.core.registry import Registry

ROOT = Path(__file__).resolve().parents[2]
_TEMPLATES: Registry[Path] = Registry("typesetting templates")


def register_template(name: str, path: str | Path) -> None:
    """Give a template its name, e.g. `documents/notice`. The file has to be there."""
    path = Path(path).resolve()
    if not path.is_file():
        raise FileNotFoundError(f"template {name}: {path}")
    if name not in _TEMPLATES or _TEMPLATES.get(name) != path:
        _TEMPLATES.register(name, path)


def registered_templates() -> list[str]:
    return _TEMPLATES.keys()


def source_of(name: str) -> bytes:
    return _TEMPLATES.get(name).read_bytes()
