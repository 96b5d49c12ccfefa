"""対応の確かめ: a mapping names questions, parts, options and papers that there are, and no item twice."""

from collections.abc import Iterator

from madoguchi.city.public import Finding, Path, error, near
from madoguchi.engines.cases.answers import questions
from madoguchi.engines.cases.definitions import FormMapping, Procedure
from madoguchi.engines.forms.public import FIELD_TYPES


def check_mapping(procedure: Procedure, mapping: FormMapping, where: Path) -> Iterator[Finding]:
    papers = {slot.id for slot in procedure.attach}
    for key, given, there in (
        ("items", mapping.items, set(nameable(procedure))),
        ("values", mapping.values, set(nameable(procedure))),
        ("attach", mapping.attach, papers),
    ):
        for name in given:
            if name not in there:
                close = ", ".join(near(name, there)) or "―"
                yield error(
                    (*where, key, name),
                    f"「{name}」はこの手続きにありません。近い名前: {close}",
                    f'there is no "{name}" in this procedure. Near: {close}',
                    "unknown-path",
                )
    for key, names in (("items", mapping.items), ("attach", mapping.attach)):
        for item in sorted({one for one in names.values() if list(names.values()).count(one) > 1}):
            yield error(
                (*where, key),
                f"相手の項目「{item}」が2回書かれています。",
                f'the item "{item}" of the other form stands here twice.',
                "twice",
            )
    yield from check_values(procedure, mapping, where)


def check_values(procedure: Procedure, mapping: FormMapping, where: Path) -> Iterator[Finding]:
    options = nameable(procedure)
    for path, table in mapping.values.items():
        for code in table:
            if options.get(path) and code not in options[path]:
                close = ", ".join(near(code, options[path])) or "―"
                yield error(
                    (*where, "values", path, code),
                    f"「{path}」に「{code}」という選択肢はありません。近い名前: {close}",
                    f'"{path}" has no option "{code}". Near: {close}',
                    "unknown-option",
                )
        for word in sorted({one for one in table.values() if list(table.values()).count(one) > 1}):
            yield error(
                (*where, "values", path),
                f"「{word}」が2つの選択肢に当たります。",
                f'"{word}" stands for two options.',
                "twice",
            )


def nameable(procedure: Procedure) -> dict[str, frozenset[str]]:
    """What may be named on the left: questions and their parts, with the codes that each can have (none: free)."""
    found: dict[str, frozenset[str]] = {}
    for path, question in questions(procedure).items():
        found[path] = frozenset(question.options)
        field_type = FIELD_TYPES.get(question.type)
        for part in field_type.parts(question) if field_type.group else ():
            if part.name:
                found[f"{path}.{part.name}"] = frozenset(code for code, _label in part.options)
    return found
