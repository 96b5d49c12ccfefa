"""Write docs/operator/settings.md from the settings themselves.   python tools/settings_table.py [--check]"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "operator" / "settings.md"
HEAD = """# Settings

Every setting is an environment variable. `MADOGUCHI_X_FILE` may name a file that holds the value of `MADOGUCHI_X`, for secrets.
This table is made by `python tools/settings_table.py`.

| variable | default | meaning |
|---|---|---|
"""


def table() -> str:
    from madoguchi.site import settings  # noqa: F401  reading it registers the variables
    from madoguchi.site.env import VARIABLES
    from madoguchi.site.management.commands import serve

    serve.Command().create_parser("madoguchi", "serve")  # names its port
    rows = []
    for name, variable in sorted(VARIABLES.items()):
        default = variable.default.replace(str(ROOT), "<project>").replace(os.environ.get("MADOGUCHI_HOME", "\0"), "<home>")
        rows.append(f"| `{name}` | {f'`{default}`' if default else ''} | {variable.meaning} |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    for name in [n for n in os.environ if n.startswith("MADOGUCHI_")]:
        del os.environ[name]
    sys.path.insert(0, str(ROOT))
    if "--check" in sys.argv:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != table():
            sys.exit("docs/operator/settings.md is not what the settings say. Run: python tools/settings_table.py")
    else:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_text(table(), encoding="utf-8")
