"""Make `.venv` from a lock file with hashes, on a machine that has Python 3.11 or newer and nothing else.

    python3 tools/bootstrap.py base|server|test|dev

Debian's python3 without python3-venv has neither pip nor ensurepip, so the venv is made without pip and filled by the pip wheel
that lies beside this file. A finished set is remembered by the hash of its lock file: a second run does nothing.
"""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
SETS = {"base": ["base"], "server": ["base", "server"], "test": ["base", "test"], "dev": ["base", "server", "test", "dev"]}


def main() -> None:
    wanted = sys.argv[1] if len(sys.argv) == 2 else ""
    if wanted not in SETS:
        sys.exit(f"usage: bootstrap.py {'|'.join(SETS)}")
    if sys.version_info < (3, 11):
        sys.exit(f"Madoguchi needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: make PYTHON=python3.12")
    lock = ROOT / "requirements" / f"{wanted}.txt"
    if not is_done(wanted):
        make_venv()
        install(lock)
        put_project_on_path()
        for name in SETS[wanted]:
            stamp(name).write_text(digest(name), encoding="utf-8")


def is_done(name: str) -> bool:
    return python().exists() and stamp(name).exists() and stamp(name).read_text(encoding="utf-8") == digest(name)


def stamp(name: str) -> Path:
    return VENV / f".installed-{name}"


def digest(name: str) -> str:
    return hashlib.sha256((ROOT / "requirements" / f"{name}.txt").read_bytes()).hexdigest()


def python() -> Path:
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def make_venv() -> None:
    if not python().exists():
        print("Making .venv …", flush=True)
        venv.create(VENV, with_pip=False, symlinks=sys.platform != "win32")


def install(lock: Path) -> None:
    wheels = sorted((ROOT / "tools").glob("pip-*.whl"))
    if not wheels:
        sys.exit("tools/ holds no pip wheel; the checkout is not whole.")
    print(f"Installing {lock.relative_to(ROOT)} (a minute on the first run) …", flush=True)
    command = [sys.executable, f"{wheels[-1]}/pip", "--python", str(python()), "install"]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-warn-script-location", "--root-user-action=ignore"]
    if lock.stem in {"test", "dev"}:
        quiet.append("--no-compile")  # half of the install's work; Python compiles what the tests do use
    if subprocess.run([*command, *quiet, "--require-hashes", "-r", str(lock)], check=False).returncode:
        sys.exit("The libraries could not be installed: see above. Is the package index reachable?")


def put_project_on_path() -> None:
    """The console script and the import path, without building the project."""
    site = next((VENV / "lib").glob("python3*/site-packages"), VENV / "Lib" / "site-packages")
    (site / "madoguchi.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    script = python().with_name("madoguchi")
    script.write_text(f"#!{python()}\nfrom madoguchi.site.cli import main\nmain()\n", encoding="utf-8")
    script.chmod(0o755)


if __name__ == "__main__":
    main()
