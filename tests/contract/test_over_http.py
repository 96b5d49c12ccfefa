"""The API as whoever connects a system meets it: a real house with two processes and a worker, asked over HTTP by others' tools."""

import importlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from madoguchi.engines.webhooks.signing import headers, new_secret
from tests.house import ROOT, House, a_house

pytestmark = pytest.mark.long
SECTION = "kankyo-eisei"
CONFIG = Path(__file__).with_name("schemathesis.toml")
SCOPES = ("cases.hand-in", "cases.see", "events.read", "insight.flow-log")
GUIDE = (ROOT / "docs/developer/api.md").read_text(encoding="utf-8")
EXAMPLES = [one for one in re.findall(r"^```\n(.*?)^```", GUIDE, re.M | re.S) if one.startswith("curl ")]
ANSWERS: dict[str, Any] = json.loads(re.search(r"<<'JSON'\n(.*?)\nJSON\n", GUIDE, re.S).group(1))  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    limits = {"API_PER_TOKEN": "1000000", "API_PER_ADDRESS": "1000000", "RUSH": "0"}  # one who tries everything is a crowd
    with a_house(tmp_path_factory.mktemp("house"), "0.1", **limits) as found:
        yield found


@pytest.fixture(scope="module")
def key(house: House) -> str:
    scopes = [part for scope in SCOPES for part in ("--scope", scope)]
    done = house.run("machine", "admit", "契約の試験", "--section", SECTION, *scopes)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


def test_every_operation__with_what_the_contract_allows_and_forbids__keeps_to_it(house: House, key: str, tmp_path: Path) -> None:
    """schemathesis: no fault, no answer of another shape, type or status than described, in a minute at most."""
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "run", f"{house.url}/api/v1/openapi.json"]
    command += ["--header", f"Authorization: Bearer {key}", "--workers", "1", "--max-examples", "8", "--seed", "5"]
    command += ["--checks", "all", "--generation-database", "none", "--no-color", "--continue-on-failure"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60000, check=False)
    assert done.returncode == 0, done.stdout[-12000:] + done.stderr[-2000:]


def test_client__made_from_the_contract__hands_in_and_reads_back(house: House, key: str, tmp_path: Path) -> None:
    """openapi-python-client: what it makes is used as its own guide says."""
    described = tmp_path / "openapi.json"
    described.write_bytes((ROOT / "docs/developer/openapi.json").read_bytes())
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(described), "--meta", "none"]
    target = tmp_path / "madoguchi_client"
    done = subprocess.run(
        [*command, "--output-path", str(target)], cwd=tmp_path, capture_output=True, text=True, timeout=6000, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING parsing" not in done.stdout + done.stderr, "it could not make something of the contract"
    sys.path.insert(0, str(tmp_path))
    try:
        client_of = importlib.import_module("madoguchi_client")
        models = importlib.import_module("madoguchi_client.models")
        calls = {
            name: importlib.import_module(f"madoguchi_client.api.{name}")
            for name in ("procedures.procedures", "applications.hand_in", "applications.application", "events.events")
        }
    finally:
        sys.path.remove(str(tmp_path))
    client = client_of.AuthenticatedClient(base_url=house.url, token=key, timeout=60)
    offered = calls["procedures.procedures"].sync(client=client, limit=500)
    assert "dog-change" in {one.code for one in offered.items}
    sent = models.Application.from_dict({"answers": ANSWERS["answers"]})
    handed = calls["applications.hand_in"].sync(client=client, code="dog-change", body=sent, idempotency_key="generated")
    assert isinstance(handed, models.Handed), handed
    again = calls["applications.hand_in"].sync_detailed(client=client, code="dog-change", body=sent, idempotency_key="generated")
    assert (int(again.status_code), again.parsed.number) == (200, handed.number)
    read = calls["applications.application"].sync(client=client, number=handed.number)
    assert (read.number, read.procedure) == (handed.number, "dog-change")
    wrong = models.Application.from_dict({"answers": {}})
    refused = calls["applications.hand_in"].sync(client=client, code="dog-change", body=wrong, idempotency_key="empty")
    assert isinstance(refused, models.Problem)
    assert refused.code == "not-ready"
    assert calls["applications.application"].sync(client=client, number="0000-0000-0").status == 404
    ends = time.monotonic() + 60
    while not (told := calls["events.events"].sync(client=client, kind=["cases.submitted"]).items):
        assert time.monotonic() < ends, "no event within a minute"
        time.sleep(0.5)
    assert "dog-change" in {one.data["procedure"] for one in told}


def test_signature__of_our_webhooks__is_taken_by_the_library_of_standard_webhooks() -> None:
    secret, body = new_secret(), b'{"type": "cases.decided"}'
    sent = headers([new_secret(), secret], "msg_1", int(time.time()), body)
    assert Webhook(secret).verify(body, sent) == {"type": "cases.decided"}
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(body, sent)


def test_examples_of_the_guide__as_they_stand__are_answered(house: House, key: str) -> None:
    environment = {"PATH": os.environ["PATH"], "HOST": house.url, "KEY": key}
    answers = []
    for example in EXAMPLES:
        for command in re.split(r"\n(?=curl )", example.strip()):
            run = ["bash", "-c", command + "\n"]
            done = subprocess.run(run, env=environment, capture_output=True, text=True, timeout=600, check=False)
            assert done.returncode == 0, command + done.stderr
            answers.append(json.loads(done.stdout))
            if "number" in answers[-1]:
                environment["NUMBER"] = answers[-1]["number"]
    codes = [one["code"] for one in answers if one.get("status")]
    assert codes == ["not-ready"], "one example shows what is wrong, none of the others is"
    assert len(answers) == 10
    assert answers[5]["number"] == environment["NUMBER"]
