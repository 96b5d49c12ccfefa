"""A city may leave services out: the house stands without them."""

import os
import subprocess
import sys

import pytest

PROVE = """
import django; django.setup()
from django.urls import reverse, NoReverseMatch, get_resolver
get_resolver().url_patterns
from django.apps import apps
from madoguchi.faces.shell.guard import unguarded_urls
assert not unguarded_urls()
print(sorted(c.label for c in apps.get_app_configs() if c.name.startswith("madoguchi.services.")))
"""


def run(services: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "madoguchi.site.settings", "MADOGUCHI_SERVICES": services}
    return subprocess.run([sys.executable, "-c", PROVE], env=env, capture_output=True, text=True)


@pytest.mark.parametrize(("services", "labels"), [("none", []), ("plan", ["mado_plan"])])
def test_services__chosen__stand_alone(services: str, labels: list[str]) -> None:
    done = run(services)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(labels)


def test_services__misspelled__are_named() -> None:
    done = run("plann")
    assert done.returncode != 0
    assert "no service plann" in done.stderr
