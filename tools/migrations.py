"""A migration on main is never edited: `tools/migrations.lock` holds the digest of each.

python tools/migrations.py           add the new ones to the lock
python tools/migrations.py --check   fail on an edited, missing or unlisted migration
"""

import hashlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "tools" / "migrations.lock"


def main() -> None:
    there, locked = digests(), read()
    edited = sorted(name for name, digest in locked.items() if there.get(name) != digest)
    new = sorted(set(there) - set(locked))
    if "--check" in sys.argv:
        if edited or new:
            sys.exit(f"Edited or gone: {', '.join(edited) or 'none'}. Not in tools/migrations.lock: {', '.join(new) or 'none'}.")
    elif edited and "--again" not in sys.argv:
        sys.exit(f"Edited or gone, though on main: {', '.join(edited)}. Write a further migration instead.")
    else:
        LOCK.write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(there.items())), encoding="utf-8")


def digests() -> dict[str, str]:
    paths = (p for p in (ROOT / "madoguchi").glob("**/migrations/[0-9]*.py"))
    return {str(p.relative_to(ROOT)): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}


def read() -> dict[str, str]:
    if not LOCK.exists():
        return {}
    return {name: digest for digest, name in (line.split() for line in LOCK.read_text(encoding="utf-8").splitlines())}


if __name__ == "__main__":
    main()
