"""How long until it serves: `python -m bench.startup --database sqlite:////tmp/bench.sqlite3`.

Starts `madoguchi serve` as an operator does (pages and worker), on a database that is there, until the portal's home answers
200; then stops it. And `madoguchi city check` of the whole city. Of several runs the median, with the seconds of a processor:
on a machine that does other things besides, those are the figure to keep.
"""

import argparse
import os
import resource
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.preparing import prepare, set_up

ROOT = Path(__file__).resolve().parents[1]
Took = tuple[float, float]
"""Seconds on the wall, and of a processor."""


def first_page(home: Path) -> Took:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "madoguchi", "serve", "--port", str(port)]
    with (home / "startup.log").open("ab") as out:
        began = time.monotonic()
        process = subprocess.Popen(command, cwd=ROOT, env=around(), stdout=out, stderr=out)
        try:
            while not answers(port):
                if process.poll() is not None or time.monotonic() - began > 120:
                    raise SystemExit(f"it does not serve: {home / 'startup.log'}")
                time.sleep(0.01)
            took = time.monotonic() - began
            return took, seconds_of(process.pid)
        finally:
            process.terminate()
            process.wait(30)


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def seconds_of(pid: int) -> float:
    """Of a processor, spent so far by the process and all that it started, page processes and worker alike."""
    tick, whole = os.sysconf("SC_CLK_TCK"), 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            mine = int(folder.name) == pid or int(fields[1]) == pid
        except (OSError, ValueError):
            continue
        whole += int(fields[11]) + int(fields[12]) if mine else 0
    return whole / tick


def check() -> Took:
    """The command as a whole, the start of Python included."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "madoguchi", "city", "check"], cwd=ROOT, env=around(), check=True, stdout=subprocess.DEVNULL
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def around() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "madoguchi.site.settings"}


def several(name: str, one: Callable[[], Took], runs: int) -> None:
    found = [one() for _n in range(runs)]
    wall, own = (median(took[n] for took in found) for n in (0, 1))
    print(f"{name}: {wall:.2f} s, {own:.2f} s of a processor (median of {runs}, load {os.getloadavg()[0]:.1f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default="", help="address; else MADOGUCHI_DATABASE")
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    set_up(asked.database)
    prepare()
    from django.conf import settings
    from django.db import connection

    os.environ["MADOGUCHI_HOME"] = str(settings.MADO_HOME)
    connection.close()
    several("from the start to the first page", lambda: first_page(settings.MADO_HOME), asked.runs)
    several("city check, the whole command", check, asked.runs)


if __name__ == "__main__":
    main()
