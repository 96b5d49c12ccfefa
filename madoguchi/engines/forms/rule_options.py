"""Options that are data: a choice offers the cases of a rule, such as the disasters that there are.

    - {id: damage.disaster, type: choice, options_from: disasters.happened_on, label: 災害}

Every case that the rule ever named is an option, so that what was chosen stays readable; which of them hold on a day, the
rule's rows say.
"""

from typing import Any

from madoguchi.city.public import Found, Map, Path, error, hint

OPTIONS_FROM = "options_from"


def with_options(raw: Any, rules: list[Any]) -> Any:
    """Questions whose options are the cases of a rule, such as the disasters that there are. Raises Found."""
    pages = raw.get("pages")
    for i, page in enumerate(pages if isinstance(pages, list) else ()):
        ask: Any = page.get("ask") if isinstance(page, dict) else None
        for j, question in enumerate(ask if isinstance(ask, list) else ()):
            if isinstance(question, dict) and OPTIONS_FROM in question:
                ask[j] = _filled(question, rules, ("pages", i, "ask", j, OPTIONS_FROM))
    return raw


def _filled(question: dict[str, Any], rules: list[Any], where: Path) -> Any:
    written = str(question[OPTIONS_FROM])
    code, _, name = written.removeprefix("rules.").partition(".")
    known = {
        f"{str(rule.get('code', '')).replace('-', '_')}.{value}": body.get("cases")
        for rule in rules
        if isinstance(rule, dict) and isinstance(rule.get("values"), dict)
        for value, body in rule["values"].items()
        if isinstance(body, dict) and body.get("cases")
    }
    if f"{code}.{name}" not in known:
        ja, en = hint(written, known)
        said = f"「{written}」に当たる rules の cases がありません。{ja}", f"no rule has cases {written!r}.{en}"
        raise Found([error(where, *said)])
    copy: Any = question.empty() if isinstance(question, Map) else {}
    copy.update({key: one for key, one in question.items() if key != OPTIONS_FROM})
    copy["options"] = known[f"{code}.{name}"]
    return copy
