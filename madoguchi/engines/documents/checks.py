"""What `city check` and `city test` look at in notices/."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from django.utils.translation import override

from madoguchi.city.public import (
    Example,
    Finding,
    Path,
    Text,
    World,
    definition_root,
    error,
    hint,
    register_check,
    register_tester,
    warning,
)
from madoguchi.core.refused import Refused
from madoguchi.core.typesetting.public import missing_characters
from madoguchi.engines.documents.definitions import NoticeText
from madoguchi.engines.documents.filling import BadPlace, UnknownName, fill, names_in
from madoguchi.engines.documents.remedies import BODIES
from madoguchi.engines.documents.values import STANDARD

REMEDIES = "remedies-"
OF_REMEDIES = ("reviewer", "city", "representative")


def register() -> None:
    definition_root("notices", "notice", NoticeText)
    register_check("notice", check_notice)
    register_tester("notice", test_notice)


def known_names(notice: NoticeText) -> list[str]:
    if notice.code.startswith(REMEDIES):
        return [*OF_REMEDIES, *notice.values]
    return [*STANDARD, *notice.values]


def needed_values(notice: NoticeText) -> set[str]:
    """Names that the matter must bring: for the room that gives the notice, to check before it is needed. A text with a place that
    can't be read, of which `check_notice` speaks, names none.
    """
    names: set[str] = set()
    for _, text in texts_of(notice):
        with suppress(BadPlace):
            names.update(names_in(text.ja, template=notice.code))
    return (names | {row.value for row in notice.rows if not row.optional}) - set(STANDARD)


def texts_of(notice: NoticeText) -> Iterator[tuple[Path, Text]]:
    yield ("title",), notice.title
    yield from ((("paragraphs", i), text) for i, text in enumerate(notice.paragraphs))
    yield from ((("rows", i, "label"), row.label) for i, row in enumerate(notice.rows))
    yield from ((("after", i), text) for i, text in enumerate(notice.after))


def check_notice(notice: NoticeText, world: World) -> Iterator[Finding]:
    known = known_names(notice)
    if notice.code.startswith(REMEDIES) and notice.code.removeprefix(REMEDIES) not in BODIES:
        ja, en = hint(notice.code.removeprefix(REMEDIES), BODIES)
        yield error(("code",), f"そのような審査庁はありません。{ja}".rstrip(), f"there is no such body.{en}", "unknown-body")
    for i, name in enumerate(notice.values):
        if name in STANDARD:
            yield error(("values", i), f"「{name}」はいつもある名前です。", f'"{name}" is always there.', "name-taken")
    for path, text in texts_of(notice):
        for language, words in text.items():
            yield from _places(path, language, words, known)
            if missing := missing_characters(words):
                listed = "、".join(missing)
                yield error(path, f"印字できない文字があります: {listed}", f"cannot be printed: {listed}", "missing-glyph")
    for i, row in enumerate(notice.rows):
        if row.value not in known:
            yield _unknown(("rows", i, "value"), row.value, known)
    if notice.seal == "printed":
        yield warning(
            ("seal",),
            "公印の画像が要ります（データのフォルダの seals/）。なければ発行できません。",
            "needs the picture of the seal (seals/ in the folder of data); without it nothing is issued.",
            "needs-seal",
        )


def test_notice(notice: NoticeText, world: World) -> Iterator[Example]:
    """Fill the texts with each example's values: the expected words must stand there."""
    for i, example in enumerate(notice.examples):
        wrong = []
        try:
            sheet = words_of_notice(notice, example.values)
            wrong = [_not_said(one) for one in example.expect if one not in sheet]
        except Refused as refused:
            wrong = [_in_both(refused)]
        yield Example(example.name, wrong, ("examples", i))


def _not_said(words: str) -> Text:
    return Text(f"通知に「{words}」の文がありません。", en=f'The notice does not say "{words}".')


def _in_both(refused: Refused) -> Text:
    with override("ja"):
        ja = str(refused)
    with override("en"):
        return Text(ja, en=str(refused))


def words_of_notice(notice: NoticeText, values: Mapping[str, Any]) -> str:
    """What the notice says in Japanese with these values; names of the house that are not given stand as 〔label〕.

    Raises UnknownName where a value is missing, and BadPlace.
    """
    known = {**{name: f"〔{label}〕" for name, label in STANDARD.items()}, **values}
    lines = [fill(text.ja, known, template=notice.code) for _, text in texts_of(notice)]
    for row in notice.rows:
        if row.value not in known and not row.optional:
            raise UnknownName(template=notice.code, place="{" + row.value + "}")
        lines.append(str(known.get(row.value, "")))
    if notice.reason:
        lines.append(str(known["reason"]))
    return "\n".join(lines)


def _places(path: Path, language: str, words: str, known: list[str]) -> Iterator[Finding]:
    where = path if language == "ja" else (*path, language)
    try:
        yield from (_unknown(where, name, known) for name in names_in(words) if name not in known)
    except BadPlace as bad:
        place = bad.values["place"]
        ja, en = f"「{place}」は読めません。{{名前}} の形で書きます。", f'"{place}" cannot be read; write {{name}}.'
        yield error(where, ja, en, "bad-place")


def _unknown(path: Path, name: str, known: list[str]) -> Finding:
    ja, en = hint(name, known)
    return error(
        path,
        f"「{name}」という値はありません。この通知だけの値なら values に書きます。{ja}".rstrip(),
        f'there is no value "{name}"; one that only this notice has is listed in values.{en}',
        "unknown-name",
    )
