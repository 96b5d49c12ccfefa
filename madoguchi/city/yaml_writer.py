"""Writes YAML that `yaml_reader` reads back as the same data: block style, no quotes but where they are needed."""

import re
from typing import Any

import yaml

from madoguchi.city.yaml_reader import DECIMAL, INTEGER

_TAG = "tag:yaml.org,2002:"
UNUSUAL = re.compile("[^\n -~\u00a0-\u2027\u202f-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010fffd]")


class _Dumper(yaml.SafeDumper):
    """Our own resolver decides what needs quotes; lists are indented under their key; nothing is aliased."""

    yaml_implicit_resolvers: Any = {}

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    style = '"' if UNUSUAL.search(text) else "|" if "\n" in text and _block(text) else None
    return dumper.represent_scalar(f"{_TAG}str", text, style=style)


def _number(dumper: _Dumper, number: float) -> yaml.Node:
    text = repr(number)
    mantissa, e, exponent = text.partition("e")
    return dumper.represent_scalar(f"{_TAG}float", f"{mantissa}{e}{exponent}")


def _block(text: str) -> bool:
    """Can the text stand as a block: no blanks at line ends, first line neither empty nor indented."""
    return not text.startswith((" ", "\n")) and not re.search(r" (\n|\Z)", text)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(float, _number)
for tag, pattern, firsts in (
    ("null", r"null|~|", ["n", "~", ""]),
    ("bool", r"true|false", ["t", "f"]),
    ("int", INTEGER.pattern, list("-0123456789")),
    ("float", DECIMAL.pattern, list("-0123456789")),
):
    _Dumper.add_implicit_resolver(f"{_TAG}{tag}", re.compile(f"(?:{pattern})\\Z"), firsts)


def write_yaml(data: dict[str, Any]) -> str:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=10_000)
