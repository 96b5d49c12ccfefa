"""Beginning the next edition: a draft in the city's folder, with an entry for every measure that goes on."""

from datetime import date
from pathlib import Path

from madoguchi.city import public as city
from madoguchi.city.public import Text
from madoguchi.services.plan.book import Book, Standing, book_of_folder
from madoguchi.services.plan.definitions.measure import UNKNOWN

MARK = "継続"


class CannotBegin(Exception):
    """Why the next edition was not begun; the folder is as it was."""


def begin(folder: Path, book: Book, new: str, old: str, *, years: int = 4, without: frozenset[str] = frozenset()) -> list[Path]:
    """Write the draft; what was written. Its cells are ？ until somebody fills them in. Raises CannotBegin."""
    if any(one.code == new for one in book.editions):
        raise CannotBegin(f"版 {new} はもうあります。 There is already an edition {new}.")
    if new <= old:
        raise CannotBegin(f"新しい版（{new}）は {old} より後です。 The new edition ({new}) comes after {old}.")
    unknown = sorted(without - {one.code for one in book.standings(old)})
    if unknown:
        raise CannotBegin(f"施策 {', '.join(unknown)} は {old} にありません。 {old} has no measure {', '.join(unknown)}.")
    kept = [one for one in book.standings(old) if one.code not in without]
    files = {folder / "plan" / "editions" / f"{new}.yaml": edition_text(new, old, years)}
    for one in kept:
        path = folder / "plan" / "measures" / f"{one.code}.yaml"
        files[path] = path.read_text(encoding="utf-8").rstrip("\n") + "\n" + entry_text(one, new, years)
    _write(folder, files)
    return list(files)


def edition_text(new: str, old: str, years: int) -> str:
    first = date(int(new[:4]), int(new[5:]), 1)
    fiscal = first.year - (first.month < 4)
    listed = ", ".join(str(fiscal + n) for n in range(years))
    title = f"{{ja: {first.year}年{first.month}月の案, en: Draft of {new}}}"
    head = f"code: {new}\ntitle: {title}\nstage: draft\nbased_on: {old}\nrelation: follows\n"
    return f"{head}period: {{from: {first.isoformat()}, until: {fiscal + years}-03-31}}\nyears: [{listed}]\n"


def entry_text(one: Standing, new: str, years: int) -> str:
    """The measure goes on: texts and departments as before, the roadmap still to be written."""
    lines = []
    for line in one.lines:
        label = f"label: {label_text(line.label)}, " if line.label else ""
        lines.append(f"      - {{code: {line.code}, {label}steps: [{', '.join([UNKNOWN] * years)}]}}")
    return f"  - edition: {new}\n    mark: {MARK}\n    lines:\n" + "\n".join(lines) + "\n"


def label_text(label: Text) -> str:
    return label.ja if isinstance(label.raw, str) else "{" + ", ".join(f"{k}: '{v}'" for k, v in label.raw.items()) + "}"


def _write(folder: Path, files: dict[Path, str]) -> None:
    """All or nothing: a folder that would have mistakes afterwards is put back."""
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    try:
        book_of_folder(folder)
    except city.Found as found:
        for path, content in before.items():
            path.unlink() if content is None else path.write_bytes(content)
        raise CannotBegin("\n".join(map(str, found.findings))) from None
