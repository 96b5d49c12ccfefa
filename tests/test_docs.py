"""The documents say what the program does: every verb, setting, key, type and function; every link leads somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from madoguchi.city import public as city
from madoguchi.city.examples import run_examples
from madoguchi.city.skeleton import new_city
from madoguchi.core.health import EXAMINATIONS
from madoguchi.engines.forms.conditions.functions import FUNCTIONS
from madoguchi.engines.forms.public import FIELD_TYPES

ROOT = Path(__file__).resolve().parents[1]
DOCS = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
VARIABLE = re.compile(r"\bMADOGUCHI_[A-Z]+(?:_[A-Z]+)*\b")
EXAMPLE = re.compile(r"^```yaml\n# ([a-z-]+/[a-z-]+\.yaml)\n(.*?)^```", re.M | re.S)
STANDING_FOR_ANY = {"MADOGUCHI_X", "MADOGUCHI_X_FILE", "MADOGUCHI_STAFF"}
OF_TOOLS = {"MADOGUCHI_CHROMIUM"}
AUTHOR = (ROOT / "docs/author/README.md").read_text(encoding="utf-8")


def everything() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in DOCS)


def test_verbs__all_of_the_house__stand_in_the_docs() -> None:
    text = everything()
    verbs = {name for name, app in get_commands().items() if str(app).startswith("madoguchi.")}
    assert verbs - {"flush"}
    assert sorted(verb for verb in verbs if not re.search(rf"\b{verb}\b", text)) == []
    city_verbs = {"check", "test", "load", "export", "diff", "new", "schema"}
    assert sorted(verb for verb in city_verbs if f"madoguchi city {verb}" not in AUTHOR) == []


@pytest.mark.parametrize("tool", ["settings_table.py", "reference.py"])
def test_tables__made_from_the_program__are_what_it_says(tool: str) -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / tool, "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_variables__named_in_the_docs__are_settings() -> None:
    table = (ROOT / "docs/operator/settings.md").read_text(encoding="utf-8")
    known = set(VARIABLE.findall(table)) | STANDING_FOR_ANY | OF_TOOLS
    assert sorted(set(VARIABLE.findall(everything())) - known) == []


def test_variables__read_anywhere_in_the_program__stand_in_the_table() -> None:
    table = (ROOT / "docs/operator/settings.md").read_text(encoding="utf-8")
    read = re.compile(r"\benv\.(?:text|flag|number|several|choice)\(\s*\"([A-Z_]+)\"")
    found = {name for path in (ROOT / "madoguchi").rglob("*.py") for name in read.findall(path.read_text(encoding="utf-8"))}
    assert sorted(name for name in found if f"`MADOGUCHI_{name}`" not in table) == []


def test_keys__of_every_definition__are_described() -> None:
    assert city.undescribed_keys() == []


def test_field_types_and_functions__stand_in_the_authors_guide() -> None:
    assert [code for code, _ in FIELD_TYPES.items() if f"| `{code}` |" not in AUTHOR] == []
    assert [name for name in FUNCTIONS if f"`{name}(" not in AUTHOR] == []


def test_examinations__all__stand_in_monitoring() -> None:
    text = (ROOT / "docs/operator/monitoring.md").read_text(encoding="utf-8")
    assert [name for name, _ in EXAMINATIONS.items() if f"`{name}`" not in text] == []


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links__relative__lead_somewhere(path: Path) -> None:
    links = LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8")))
    inside = [link.partition("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]
    assert [link for link in inside if not (path.parent / link).exists()] == []


def test_example_of_the_guide__in_a_new_city__passes_check_and_test(tmp_path: Path) -> None:
    new_city(tmp_path, "mihon")
    written = EXAMPLE.findall(AUTHOR)
    assert len(written) == 5
    for name, body in written:
        target = tmp_path / "mihon" / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(body, encoding="utf-8")
    world = city.read_folder(tmp_path / "mihon")
    assert [str(finding) for finding in world.findings] == []
    runs = list(run_examples(world))
    examples = [example for run in runs for example, _line in run.examples]
    assert [coverage.missing for run in runs for coverage in run.coverage if coverage.missing] == []
    assert [example.wrong for example in examples if not example.passed] == []
    assert len(examples) == 4


def test_decisions__keep_their_form() -> None:
    for path in sorted((ROOT / "docs/decisions").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert "**Decided.**" in text, path.name
        assert "**Why.**" in text, path.name
        assert len(text.splitlines()) <= 25, path.name
