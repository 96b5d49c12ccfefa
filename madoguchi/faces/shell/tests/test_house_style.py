"""What every template and the style sheet keep to."""

import re
from pathlib import Path

import pytest
from django.template import engines

from madoguchi.faces.shell.samples import ICONS

HOUSE = Path(__file__).resolve().parents[3]
STATIC = HOUSE / "faces" / "static" / "mado"
TEMPLATES = [path for path in sorted(HOUSE.rglob("*.html")) if "templates" in path.parts]
CSS = (STATIC / "mado.css").read_text(encoding="utf-8")
SPRITE = set(re.findall(r'symbol id="([a-z-]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))


def name_of(path: Path) -> str:
    return str(path).rpartition("templates/")[2]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template__strict_policy__holds_no_style_and_no_script_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)", text)
    engines["django"].get_template(name_of(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template__icons__are_drawn(path: Path) -> None:
    named = re.findall(r'{% icon "([^"]+)"', path.read_text(encoding="utf-8"))
    assert set(named) <= SPRITE


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template__receipt_numbers__are_never_divided_by_the_end_of_a_line(path: Path) -> None:
    """Read out on the telephone and typed again: a number stands on one line."""
    shown = r'(?<!copyable")>[^<>]*{{ (?:\w+\.)*(?:case|application|visit|reservation)\.number }}'
    assert not re.search(shown, path.read_text(encoding="utf-8"))


def test_style_guide__icons__are_all_of_the_sprite() -> None:
    assert set(ICONS) == SPRITE


def test_style_sheet__custom_properties__are_all_given() -> None:
    assert set(re.findall(r"var\((--[\w-]+)", CSS)) <= set(re.findall(r"(--[\w-]+):", CSS))


def test_style_sheet__its_braces__are_closed() -> None:
    assert CSS.count("{") == CSS.count("}")
    assert "MIT License, Copyright (c) 2023 デジタル庁" in CSS


def luminance(colour: str) -> float:
    colour = "".join(c * 2 for c in colour) if len(colour) == 3 else colour
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def values(selector: str) -> dict[str, str]:
    block = CSS[CSS.index(selector) : CSS.index("}", CSS.index(selector))]
    return dict(re.findall(r"(--[\w-]+): ([^;]+);", block))


def colour(name: str, given: dict[str, str]) -> str:
    value = given[name]
    while found := re.fullmatch(r"var\((--[\w-]+)\)", value):
        value = given[found[1]]
    return value.removeprefix("#")


@pytest.mark.parametrize("contrast", ["", "high"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        (front, back, 4.5)
        for front in ("--text", "--quiet", "--soft", "--link", "--good", "--warn", "--bad", "--note")
        for back in ("--page", "--box")
    ]
    + [("--text", back, 4.5) for back in ("--surface", "--surface-2", "--note-tint", "--good-tint", "--bad-tint", "--selected")]
    + [("--on-primary", "--primary", 4.5), ("--note", "--note-tint", 4.5)]
    + [
        (line, "--page", 3.0)
        for line in ("--line-strong", "--line-option", "--good-line", "--warn-line", "--bad-line", "--note-line")
    ],
)
def test_style_sheet__colours__can_be_told_apart(front: str, back: str, least: float, contrast: str) -> None:
    given = values(":root {") | (values('html[data-contrast="high"] {') if contrast else {})
    light, dark = sorted((luminance(colour(front, given)), luminance(colour(back, given))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= least
