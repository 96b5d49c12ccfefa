"""What holds for the whole house: zones, downward keys, doors, permissions."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from madoguchi.core.zones import Zone, models_of_the_house, models_without_zone

ROOT = Path(__file__).resolve().parents[1]
STOREYS = ["city", "people", "forms", "messages", "documents", "approvals", "booking", "cases", "services", "faces", "site"]
SIDE_BY_SIDE = {"messages", "documents", "approvals", "knowledge", "insight", "webhooks", "watch"}


CORE = ["audit", "jobs", "events", "sealing", "files"]


def height(module: str) -> int:
    """The height of a module of the house; rooms that stand side by side share one."""
    parts = module.split(".")
    if parts[1] == "core":
        return CORE.index(parts[2]) - len(CORE) if parts[2] in CORE else -len(CORE)
    name = parts[2] if parts[1] == "engines" else parts[1]
    return STOREYS.index("messages" if name in SIDE_BY_SIDE else name)


def test_every_model__declares_its_zone() -> None:
    assert models_without_zone() == []
    assert list(models_of_the_house())


def test_every_room__has_its_label() -> None:
    for config in apps.get_app_configs():
        if config.name.startswith("madoguchi."):
            assert config.label == f"mado_{config.name.rsplit('.', 1)[-1]}"


def test_foreign_keys__point_down_or_stay_in_the_room() -> None:
    for model in models_of_the_house():
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey):
                target = field.related_model
                if target.__module__.startswith("madoguchi.") and target._meta.app_label != model._meta.app_label:
                    assert height(target.__module__) < height(model.__module__), f"{model._meta.label}.{field.name} points up"


def test_foreign_keys__do_not_cross_from_public_to_office() -> None:
    """A row of one side must not need one of the other's alone: they are two databases."""
    others = {Zone.PUBLIC: {Zone.OFFICE}, Zone.OFFICE: {Zone.PUBLIC}, Zone.ALL: {Zone.OFFICE, Zone.PUBLIC}}
    seen = 0
    for model in models_of_the_house():
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
            if field.related_model is not None:
                zone, seen = getattr(field.related_model, "zone", Zone.ALL), seen + 1
                assert zone not in others[model.zone], f"{model._meta.label}.{field.name}"
    assert seen > 100


def test_what_runs_by_itself__says_on_which_side() -> None:
    """Chores and subscribers: whoever adds one has thought of the two sides."""
    silent = []
    for path in sorted((ROOT / "madoguchi").rglob("*.py")):
        if "tests" in path.parts or path.name == "testing.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            decorators = [one for one in getattr(node, "decorator_list", []) if isinstance(one, ast.Call)]
            calls = decorators + ([node.func] if isinstance(node, ast.Call) and isinstance(node.func, ast.Call) else [])
            for call in calls:
                name = getattr(call.func, "id", getattr(call.func, "attr", ""))
                if name in {"every", "subscribe"} and "zone" not in {word.arg for word in call.keywords}:
                    silent.append(f"{path.relative_to(ROOT)}:{call.lineno}")
    assert not silent, silent


def test_what_crosses__is_taken_on_one_side_and_its_answer_goes_back() -> None:
    from madoguchi.core.relay.public import CROSSINGS

    crossings = dict(CROSSINGS.items())
    for crossing in crossings.values():
        assert crossing.to in {Zone.PUBLIC, Zone.OFFICE}
        assert not crossing.answer or crossings[crossing.answer].to is not crossing.to, crossing.kind


def test_migrations__depend_only_on_rooms_below() -> None:
    for path in (ROOT / "madoguchi").glob("**/migrations/[0-9]*.py"):
        room = ".".join(path.relative_to(ROOT).parts[:-2])
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Tuple) and len(node.elts) == 2 and all(isinstance(e, ast.Constant) for e in node.elts):
                label = node.elts[0].value
                if isinstance(label, str) and label.startswith("mado_") and not room.endswith(label[5:]):
                    config = apps.get_app_config(label)
                    assert height(config.name) <= height(room), f"{path} depends on {label}"


def test_every_scoped_queryset__stands_behind_the_gate() -> None:
    """What says who may see it is also known to the audit of looks; a record of its own parent need not be."""
    from madoguchi.engines.people.public import SCOPED, ScopedQuerySet

    exempt = {"mado_cases.Standing", "mado_messages.Notice", "mado_messages.Delivery", "mado_messages.PrintJob"}
    scoped = {m._meta.label for m in models_of_the_house() if isinstance(m._default_manager.all(), ScopedQuerySet)}
    assert scoped - set(SCOPED.keys()) <= exempt


def test_engines_and_core__know_no_http() -> None:
    """Only faces and the pages of services know requests and responses; people's middleware is the one edge."""
    for folder in ("core", "city", "engines"):
        for path in (ROOT / "madoguchi" / folder).glob("**/*.py"):
            if "tests" in path.parts or path.name == "testing.py":
                continue
            text = path.read_text(encoding="utf-8")
            assert "django.shortcuts" not in text, path
            assert "from django.http" not in text, path


@pytest.mark.django_db
def test_migrations__none_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("tool", ["contracts.py", "migrations.py"])
def test_tools__find_the_tree_in_order(tool: str) -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / tool, "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
