"""What `city check` says about a hand-over, beyond its form."""

from collections.abc import Iterator

from madoguchi.city.public import Finding, World, error, near
from madoguchi.engines.cases.public import Procedure, named_paths
from madoguchi.services.handover.definitions import Handover


def check_handover(handover: Handover, world: World) -> Iterator[Finding]:
    yield from world.unknown(("procedure",), "procedure", handover.procedure)
    yield from world.unknown(("department",), "department", handover.department)
    procedure = world.get(Procedure, handover.procedure)
    names = [column.name for column in handover.columns]
    for index, column in enumerate(handover.columns):
        if names.count(column.name) > 1:
            yield error(("columns", index, "name"), f"列「{column.name}」が2つあります。", f"two columns {column.name!r}.", "twice")
        if procedure is not None and column.answer:
            yield from check_answer(procedure, handover, index, column.answer)
    groups = [page.repeat.id for page in procedure.pages if page.repeat] if procedure else []
    if procedure is not None and handover.each and handover.each not in groups:
        yield missing(("each",), handover.each, groups)


def check_answer(procedure: Procedure, handover: Handover, index: int, path: str) -> Iterator[Finding]:
    known = set(named_paths(procedure))
    wanted = path
    if handover.each and path.startswith("item."):
        wanted = f"{handover.each}.{path.removeprefix('item.')}"
    if wanted not in known:
        yield missing(("columns", index, "answer"), path, known)


def missing(where: tuple[str | int, ...], path: str, known: object) -> Finding:
    close = ", ".join(near(path, known)) or "―"  # type: ignore[arg-type]
    return error(
        where,
        f"「{path}」はこの手続きにありません。近い名前: {close}",
        f'there is no "{path}" in this procedure. Near: {close}',
        "unknown-path",
    )
