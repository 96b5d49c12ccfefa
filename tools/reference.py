"""Write docs/author/reference.md from the models of the definitions.

python tools/reference.py           write it
python tools/reference.py --check   fail when it is not what the models say
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "author" / "reference.md"
HEAD = """<!-- Made by tools/reference.py from the models themselves. Change the docstrings, then run it again. -->

"""


def reference() -> str:
    from madoguchi.city.public import reference_markdown

    return HEAD + reference_markdown().rstrip() + "\n"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.site.settings")
    os.environ.setdefault("MADOGUCHI_DEMO", "1")
    import django

    django.setup()
    if "--check" in sys.argv:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != reference():
            sys.exit("docs/author/reference.md is not what the models say. Run: python tools/reference.py")
    else:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_text(reference(), encoding="utf-8")
