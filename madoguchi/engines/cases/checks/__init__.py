"""What `city check` says about a procedure, beyond its form."""

from collections.abc import Iterator

from madoguchi.city.public import Finding, Path, Text, World, error, near, warning
from madoguchi.engines.cases.answers import questions
from madoguchi.engines.cases.checks.calculating import check_calculations
from madoguchi.engines.cases.checks.deciding import check_deciding
from madoguchi.engines.cases.checks.linking import check_linking
from madoguchi.engines.cases.checks.mapping import check_mapping
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.documents.public import NoticeText, needed_values
from madoguchi.engines.forms.public import check_text


def check_procedure(procedure: Procedure, world: World) -> Iterator[Finding]:
    yield from world.unknown(("department",), "department", procedure.department)
    for name, code in procedure.results:
        if code:
            yield from world.unknown(("results", name), "notice", code)
    yield from check_notices(procedure, world)
    yield from check_paths(procedure)
    yield from check_outcomes(procedure)
    yield from check_calculations(procedure)
    yield from check_deciding(procedure, world)
    yield from check_linking(procedure, world)
    yield from check_facts(procedure)
    if procedure.pittari is not None:
        yield from check_mapping(procedure, procedure.pittari, ("pittari",))


OWN_VALUES = {"extend": {"due_on", "until", "deferred_reason"}, "transfer": {"to_city"}, "answer": {"reply"}}
"""What the house gives to these notices besides."""


def check_notices(procedure: Procedure, world: World) -> Iterator[Finding]:
    """What a notice says of its own must be calculated here."""
    calculated = {one.id for one in procedure.calculate}
    calculated |= {question.id for question in procedure.decide.ask} if procedure.decide else set()
    for name, code in procedure.results:
        if name in OWN_VALUES:
            calculated = calculated | OWN_VALUES[name]
        notice = world.get(NoticeText, code) if code else None
        for value in sorted(needed_values(notice)) if notice else ():
            if value not in calculated:
                yield error(
                    ("results", name),
                    f"通知「{code}」が使う値「{value}」は、calculate にありません。",
                    f'the notice "{code}" uses the value "{value}", which is not calculated.',
                    "value-missing",
                )


def check_paths(procedure: Procedure) -> Iterator[Finding]:
    """Paths that name questions must name them, of the right type."""
    known = questions(procedure)
    for where, path, types in wanted_paths(procedure):
        question = known.get(path)
        if question is None:
            close = ", ".join(near(path, known)) or "―"
            yield error(
                where,
                f"「{path}」という問いがありません。近い名前: {close}",
                f'there is no question "{path}". Near: {close}',
                "unknown-path",
            )
        elif question.type not in types:
            yield error(
                where,
                f"「{path}」は {question.type} です。{' か '.join(types)} の問いを書いてください。",
                f'"{path}" is of type {question.type}; expected {" or ".join(types)}.',
                "wrong-type",
            )


APPLICANT = {"name": "name", "address": "postal-address", "birth": "date", "phone": "phone", "mail": "mail"}
FILER = {
    "kind": ("choice",),
    "name": ("name",),
    "relation": ("text", "choice"),
    "phone": ("phone",),
    "office_name": ("text",),
    "office_number": ("care-office-number",),
}


def wanted_paths(procedure: Procedure) -> Iterator[tuple[Path, str, tuple[str, ...]]]:
    """Where a question is named, which, and of what types it may be."""
    for i, deadline in enumerate(procedure.deadline):
        if deadline.after:
            yield ("deadline", i, "after"), deadline.after, ("date",)
    for name, path in procedure.applicant or ():
        if path:
            yield ("applicant", name), path, (APPLICANT[name],)
    for name, types in FILER.items():
        path = getattr(procedure.filer, name, None)
        if path:
            yield ("filer", name), path, types
    for i, follows in enumerate(procedure.follows):
        yield ("follows", i, "number"), follows.number, ("receipt-number",)
    for i, one in enumerate(procedure.calculate):
        if one.left:
            yield ("calculate", i, "left", "who"), one.left.who, ("text", "number", "name")
            if one.left.place:
                yield ("calculate", i, "left", "place"), one.left.place, ("postal-address",)
            if one.left.same:
                yield ("calculate", i, "left", "same"), one.left.same, ("choice",)
    each = procedure.decide.each if procedure.decide else None
    if each and any(page.repeat and page.repeat.id == each.of for page in procedure.pages):
        yield ("decide", "each", "name"), f"{each.of}.{each.name}", ("name", "text")


OUTCOME = {"grant": "許可・決定", "refuse": "不許可・却下"}


def check_outcomes(procedure: Procedure) -> Iterator[Finding]:
    """A disposition has its notices, and somebody to whom a review is asked."""
    if not procedure.kind.is_answered:
        return
    for name in ("grant", "refuse"):
        if getattr(procedure.results, name) is None:
            yield error(
                ("results",),
                f"{OUTCOME[name]}（{name}）の通知がありません。申請（application）と請求（claim）には必要です。",
                f"a procedure of kind {procedure.kind.value} needs a notice for {name}.",
                "notice-missing",
            )
    if procedure.appeal_body == "none":
        yield error(
            ("appeal_body",),
            "処分には、審査請求先（appeal_body）が必要です。",
            "a disposition needs an appeal_body.",
            "appeal-body-missing",
        )
    if procedure.standard_days is None and procedure.legal_days is None:
        yield warning(
            ("standard_days",),
            "標準処理期間が定められていません（行政手続法 6条）。",
            "no standard period is set.",
            "no-standard-period",
        )


def check_words(procedure: Procedure) -> Iterator[Finding]:
    """What stands on the procedure's page, in English and やさしい日本語 too."""
    facts = procedure.facts
    texts: list[tuple[Path, Text | None]] = [((name,), getattr(procedure, name)) for name in ("title", "summary", "notes")]
    if facts:
        texts += [(("facts", name), getattr(facts, name)) for name in ("who", "by_when", "fee", "answer")]
        texts += [(("facts", name, i), text) for name in ("have", "steps") for i, text in enumerate(getattr(facts, name))]
    for where, text in texts:
        if text is not None:
            yield from check_text(where, text)


def check_facts(procedure: Procedure) -> Iterator[Finding]:
    if procedure.facts is None:
        yield warning(
            ("facts",),
            "手続のページに出す事実（だれが・いつまでに・手数料など）がありません。",
            "the facts for the procedure's page are missing.",
            "no-facts",
        )
    yield from check_words(procedure)
    if not procedure.examples:
        yield warning(("examples",), "例がありません。", "there are no examples.", "no-examples")
