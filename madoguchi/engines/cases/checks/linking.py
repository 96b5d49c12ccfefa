"""What `city check` says about who files and what a procedure follows."""

from collections.abc import Iterator

from madoguchi.city.public import Finding, World, error, hint
from madoguchi.engines.cases.answers import questions
from madoguchi.engines.cases.definitions import FilerKind, Procedure

OF_CASE = ("number", "received_on")


def check_linking(procedure: Procedure, world: World) -> Iterator[Finding]:
    yield from check_filer(procedure)
    for i, follows in enumerate(procedure.follows):
        yield from world.unknown(("follows", i, "procedure"), "procedure", follows.procedure)
        own = {*questions(procedure), *(page.repeat.id for page in procedure.pages if page.repeat)}
        earlier = world.get(Procedure, follows.procedure)
        theirs = questions(earlier) if earlier else None
        for mine, source in follows.prefill.items():
            if mine not in own:
                ja, en = hint(mine, own)
                yield error(
                    ("follows", i, "prefill", mine),
                    f"「{mine}」という問いがありません。{ja}".rstrip(),
                    f"there is no question {mine!r}.{en}",
                    "unknown-path",
                )
            if earlier is None or theirs is None:
                continue
            values = {one.id for one in earlier.calculate} | {q.id for q in (earlier.decide.ask if earlier.decide else [])}
            sources = {
                *theirs,
                *OF_CASE,
                *(f"decision.{value}" for value in values),
                *(page.repeat.id for page in earlier.pages if page.repeat),
            }
            if source not in sources:
                ja, en = hint(source, sources)
                yield error(
                    ("follows", i, "prefill", mine),
                    f"「{source}」は手続「{follows.procedure}」にありません。{ja}".rstrip(),
                    f"{follows.procedure} has no {source!r}.{en}",
                    "unknown-path",
                )
        if follows.opens_days and earlier is not None and earlier.validity is None:
            yield error(
                ("follows", i, "opens_days"),
                f"手続「{follows.procedure}」に有効期間（validity）がありません。",
                f"{follows.procedure} has no validity.",
                "no-validity",
            )


def check_filer(procedure: Procedure) -> Iterator[Finding]:
    filer = procedure.filer
    if filer is None:
        return
    question = questions(procedure).get(filer.kind)
    kinds = [kind.value for kind in FilerKind]
    for code in question.options if question else ():
        if code not in kinds:
            ja, en = hint(code, kinds)
            yield error(
                ("filer", "kind"),
                f"「{code}」は提出者の区分ではありません。使えるもの: {', '.join(kinds)}。{ja}".rstrip(),
                f"{code!r} is no kind of filer; there are {', '.join(kinds)}.{en}",
                "unknown-option",
            )
    if filer.proof and filer.proof not in {slot.id for slot in procedure.attach}:
        ja, en = hint(filer.proof, [slot.id for slot in procedure.attach])
        yield error(
            ("filer", "proof"),
            f"「{filer.proof}」という添付がありません。{ja}".rstrip(),
            f"there is no paper {filer.proof!r}.{en}",
            "unknown-path",
        )
