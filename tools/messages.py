"""Message catalogues without GNU gettext: collect msgids from Python and templates, merge into .po, compile .mo.

python tools/messages.py            collect, merge, compile
python tools/messages.py --check    fail when a catalogue differs from the sources or English is not whole
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "madoguchi"
LOCALES = {"en": SOURCE / "locale/en/LC_MESSAGES/django.po", "ja-easy": SOURCE / "locale/ja_Easy/LC_MESSAGES/django.po"}
WHOLE = {"en"}
SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
LITERAL = r"""(u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(rf"(?<![a-z])(n?gettext|pgettext|_)\({LITERAL}(?:,\s*{LITERAL})?")
PLACE = re.compile(r"%\(\w+\)s|\{\w*\}")
Key = tuple[str, str, str]  # context, singular, plural


def main() -> None:
    check = "--check" in sys.argv
    found = collect()
    failures: list[str] = []
    for language, path in LOCALES.items():
        old = polib.pofile(str(path)) if path.exists() else polib.POFile()
        new = merge(old, found, language)
        untranslated = [entry.msgid for entry in new if not entry.translated()]
        if check:
            failures += differences(old, new, path, language)
            if language in WHOLE:
                failures += [f"{language}: no translation of {msgid!r}" for msgid in untranslated]
            failures += [f"{language}: other places in the translation of {e.msgid!r}" for e in new if not same_places(e)]
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            new.save(str(path))
            new.save_as_mofile(str(path.with_suffix(".mo")))
            print(f"{language}: {len(new)} texts, {len(untranslated)} untranslated")
    if failures:
        sys.exit("\n".join([*failures[:40], f"{len(failures)} findings. Run: make messages"]))


def collect() -> dict[Key, list[str]]:
    found: dict[Key, list[str]] = {}
    for path in sorted(SOURCE.rglob("*")):
        if "tests" in path.parts or "migrations" in path.parts or path.name == "testing.py":
            continue
        keys: Iterator[Key] = iter(())
        if path.suffix == ".py":
            keys = from_python(path)
        elif path.suffix in {".html", ".txt", ".jinja"} and "templates" in path.parts:
            keys = from_template(path)
        for key in keys:
            places = found.setdefault(key, [])
            if (name := str(path.relative_to(ROOT))) not in places:
                places.append(name)
    return found


def from_python(path: Path) -> Iterator[Key]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation")
    called = {one.asname: one.name for node in imported for one in node.names if one.asname}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        name = called.get(name, name)
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in SINGLE and texts and len(node.args) == 1:
            yield "", texts[0], ""
        elif name in PLURAL and len(texts) == 2:
            yield "", texts[0], texts[1]
        elif name in CONTEXT and len(texts) == 2:
            yield texts[0], texts[1], ""


def from_template(path: Path) -> Iterator[Key]:
    from django.utils.translation.template import templatize

    for match in IN_TEMPLATE.finditer(templatize(path.read_text(encoding="utf-8"), origin=str(path))):
        name, first, second = match.group(1), ast.literal_eval(match.group(2)), match.group(3)
        if name == "ngettext" and second:
            yield "", first, ast.literal_eval(second)
        elif name == "pgettext" and second:
            yield first, ast.literal_eval(second), ""
        else:
            yield "", first, ""


def merge(old: polib.POFile, found: dict[Key, list[str]], language: str) -> polib.POFile:
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in old}
    new = polib.POFile(wrapwidth=0)
    new.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);" if language == "en" else "nplurals=1; plural=0;",
    }
    for (context, single, plural), places in sorted(found.items()):
        before = known.get((context, single))
        entry = polib.POEntry(msgid=single, occurrences=[(place, "") for place in places])
        if context:
            entry.msgctxt = context
        if plural:
            entry.msgid_plural = plural
            forms = range(2 if language == "en" else 1)
            entry.msgstr_plural = {i: (before.msgstr_plural.get(i, "") if before else "") for i in forms}
        elif before:
            entry.msgstr = before.msgstr
        if "%(" in single or "%s" in single:
            entry.flags = ["python-format"]
        new.append(entry)
    return new


def same_places(entry: polib.POEntry) -> bool:
    """Whether every {name} and %(name)s of the text stands in its translation, and no other."""
    texts = [entry.msgstr, *entry.msgstr_plural.values()]
    return all(set(PLACE.findall(text)) == set(PLACE.findall(entry.msgid)) for text in texts if text)


def differences(old: polib.POFile, new: polib.POFile, path: Path, language: str) -> list[str]:
    before, after = ({(e.msgctxt or "", e.msgid) for e in po} for po in (old, new))
    found = [f"{language}: {msgid!r} is not in the catalogue" for _, msgid in sorted(after - before)]
    found += [f"{language}: {msgid!r} is no longer used" for _, msgid in sorted(before - after)]
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or {(e.msgctxt or "", e.msgid, e.msgstr) for e in polib.mofile(str(compiled))} != {
        (e.msgctxt or "", e.msgid, e.msgstr) for e in old if e.translated()
    }:
        found.append(f"{compiled.relative_to(ROOT)} is not what its .po says")
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.site.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    main()
