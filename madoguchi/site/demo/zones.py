"""The demo with two sides: a public and an office process, two databases, keys of their own, and the relay between them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command

from madoguchi.core.relay.public import fresh_keys
from madoguchi.core.zones import Zone, zone_here
from madoguchi.engines.booking.public import materialise_all
from madoguchi.engines.people import public as people
from madoguchi.site.demo.cast import HOMES, PASSWORD, STAFF, make_home, make_resident, make_staff
from madoguchi.site.demo.definitions import load_definitions

SIDES = (Zone.PUBLIC, Zone.OFFICE)


def environments(home: Path, port: int) -> dict[Zone, dict[str, str]]:
    """What the processes of each side are told. The keys are made once and kept in the demo's folder."""
    folder = home / "zones"
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "keys.json"
    if not kept.exists():
        kept.write_text(json.dumps(fresh_keys()), encoding="utf-8")
        kept.chmod(0o600)
    keys = json.loads(kept.read_text(encoding="utf-8"))
    found = {}
    for number, side in enumerate(SIDES):
        own = {name: value for name, value in os.environ.items() if not name.startswith(("MADOGUCHI_RELAY", "MADOGUCHI_OFFICE"))}
        own |= keys[side.value]
        own |= {"MADOGUCHI_ZONE": side.value, "MADOGUCHI_DEMO": "1", "MADOGUCHI_RELAY_SECONDS": "1"}
        own |= {"MADOGUCHI_HOME": str(folder / side.value), "MADOGUCHI_DATABASE": f"sqlite:///{folder / side.value}.sqlite3"}
        own |= {"MADOGUCHI_ADDRESS": f"http://localhost:{port}", "MADOGUCHI_DESK_ADDRESS": f"http://localhost:{port + 1}"}
        if side is Zone.OFFICE:
            own["MADOGUCHI_RELAY_ADDRESS"] = f"http://localhost:{port}"
        found[side] = {**own, "MADOGUCHI_PORT": str(port + number)}
    return found


def prepare_side(at: datetime, step: Callable[[str], None]) -> None:
    """In a process of the side: tables, definitions, and its part of the cast."""
    from django.conf import settings

    settings.MADO_HOME.mkdir(parents=True, exist_ok=True)
    step(f"{zone_here().value}: 表と定義を用意しています Preparing database and definitions")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    load_definitions(step)
    known = settings.MADO_HOME.parent / "accounts.json"
    if zone_here() is Zone.PUBLIC:
        accounts = {one.mail: make_resident(one) for home in HOMES for one in home.people if one.mail}
        known.write_text(
            json.dumps({mail: people.say_account(one) for mail, one in accounts.items()}, default=str), encoding="utf-8"
        )
        materialise_all(at)
        return
    for role in STAFF:
        make_staff(role, at)
    said: dict[str, dict[str, Any]] = json.loads(known.read_text(encoding="utf-8"))
    for home in HOMES:
        make_home(home, at, {mail: people.take_account(one) for mail, one in said.items()})


def show(home: Path, port: int, sides: list[Zone], tell: Callable[[str], None]) -> None:
    """Prepare both, serve these until told to stop. One that ends leaves the other going, and is begun again by itself."""
    told = environments(home, port)
    for side in SIDES:
        command = [sys.executable, "-m", "madoguchi", "demo", "--prepare-side"]
        if subprocess.run(command, env=told[side], check=False).returncode:  # noqa: S603  our own command
            raise SystemExit("デモを用意できませんでした。上の説明を見てください。 The demo could not be prepared: see above.")
    command = [sys.executable, "-m", "madoguchi", "serve", "--workers", "1", "--jobs", "1"]
    running = {
        side: subprocess.Popen([*command, "--port", told[side]["MADOGUCHI_PORT"]], env=told[side])  # noqa: S603  our own command
        for side in sides
    }
    tell(
        f"\n  http://localhost:{port}/        公開側：ポータル（住民） public side: the portal\n"
        f"  http://localhost:{port + 1}/desk/   庁内側：窓口デスク（職員） office side: the desk\n\n"
        f"  パスワード password: {PASSWORD}   住民 resident: sakura@example.jp   職員 staff: {STAFF[0].mail}, {STAFF[2].mail}\n"
        "  職員の確認コード the staff's code: madoguchi demo --code\n"
        f"  データベースは二つ two databases: {home / 'zones'}\n"
        "  庁内側だけが公開側へつなぎます。渡しの様子は、庁内側の「仕事の記録 → 定期の仕事」に出ます\n"
        "  （管理者 administrator: joho@desk.example.jp）。\n"
        "  Only the office connects to the public side. Ctrl-C stops what runs here.\n"
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while running:
            time.sleep(0.2)
            for side, process in list(running.items()):
                if process.poll() is not None:
                    del running[side]
                    again = f"madoguchi demo --zones --port {port} --only {side.value}"
                    tell(f"\n  {side.value}: 止まりました。もう一度開くには stopped; to begin it again: {again}\n")
    except KeyboardInterrupt:
        pass
    finally:
        for process in running.values():
            process.send_signal(signal.SIGTERM)
        for process in running.values():
            process.wait()
