"""Reads a city's folder: YAML files under the roots, Markdown texts that they name. All findings together."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from madoguchi.city.findings import Finding, Found, Level, Path, hint, near
from madoguchi.city.marks import Map, place_of, rewrite, spelling
from madoguchi.city.reading import settle
from madoguchi.city.roots import Root, roots
from madoguchi.city.world import Document, World
from madoguchi.city.yaml_reader import read_text, read_yaml

MAX_FILES = 20_000
MAX_TEXT_BYTES = 256 * 1024
MARKDOWN = re.compile(r"[^\s:*?\"<>|]+\.md")
SPARED = re.compile(r"(README|LICENSE|CHANGELOG|NOTICE)([.-].*)?", re.IGNORECASE)

_parsed: dict[tuple[str, str], Map] = {}


def read_folder(folder: FilePath) -> World:
    """All definitions of the folder, resolved and checked; `findings` says all that is wrong with them."""
    world = World(origin=str(folder))
    if not folder.is_dir():
        world.findings.append(_at("", f"フォルダー {folder} がありません。", f"there is no folder {folder}.", "no-folder"))
        return world
    _Walk(folder.resolve(), world).run()
    settle(world)
    return world


def folder_sha256(world: World) -> str:
    """One hash over names and contents of all files that were read."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(world.files.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


class _Walk:
    def __init__(self, folder: FilePath, world: World) -> None:
        self.folder, self.world = folder, world
        self.texts: set[str] = set()
        self.used: set[str] = set()
        self.roots = {root.folder: root for root in roots()}
        self.strange: set[str] = set()

    def run(self) -> None:
        for path in self._files():
            name = path.relative_to(self.folder).as_posix()
            try:
                self._file(path, name)
            except Found as found:
                self.world.findings.extend(found.findings)
        for name in sorted(self.texts - self.used):
            self._say(
                name,
                f"{name} はどの定義からも使われていません。",
                f"no definition uses {name}.",
                "unused",
                Level.WARNING,
            )
        if "city" not in self.world.by_kind and not (self.folder / "city.yaml").exists():
            self._say(
                "city.yaml",
                "city.yaml がありません。市そのものの定義です。",
                "city.yaml is missing: the city itself.",
                "no-city",
            )

    def _files(self) -> Iterator[FilePath]:
        found = sorted(self.folder.rglob("*"))
        if len(found) > MAX_FILES:
            self._say("", f"ファイルが多すぎます（{MAX_FILES:,}まで）。", f"too many files (at most {MAX_FILES:,}).", "size")
            return
        for path in found:
            parts = path.relative_to(self.folder).parts
            if any(part.startswith(".") for part in parts) or path.is_dir():
                continue
            if not path.resolve().is_relative_to(self.folder):
                self._say(
                    "/".join(parts),
                    "フォルダーの外を指すリンクは読みません。",
                    "a link that leads out of the folder is not read.",
                    "outside",
                )
                continue
            yield path

    def _file(self, path: FilePath, name: str) -> None:
        root = self._root_of(name)
        if path.suffix != ".yaml" and SPARED.fullmatch(path.name):
            return
        if root is None:
            self._stranger(name)
        elif path.suffix == ".yaml":
            self._definition(path, name, root)
        elif path.suffix == ".md":
            self.texts.add(name)
        elif path.suffix.lower() in {".yml", ".yaml"}:
            right = FilePath(name).with_suffix(".yaml").as_posix()
            self._say(
                name,
                f"拡張子は .yaml です。{right} に変えてください。",
                f"the ending is .yaml; rename it to {right}.",
                "ending",
            )
        else:
            self._say(
                name,
                "ここには .yaml と .md だけを置きます。このファイルは読みません。",
                "only .yaml and .md belong here; this file is not read.",
                "ending",
                Level.WARNING,
            )

    def _root_of(self, name: str) -> Root | None:
        if name in self.roots:
            return self.roots[name]
        parts = name.split("/")[:-1]
        for length in range(len(parts), 0, -1):
            if (folder := "/".join(parts[:length])) in self.roots:
                return self.roots[folder]
        return None

    def _stranger(self, name: str) -> None:
        first = name.split("/", 1)[0]
        if first in self.strange:
            return
        self.strange.add(first)
        ja, en = hint(first, self.roots)
        level = Level.ERROR if near(first, self.roots) else Level.WARNING
        self._say(
            first,
            f"「{first}」を読む機能がありません。{ja}".rstrip(),
            f'nothing reads "{first}".{en}',
            "unknown-folder",
            level,
        )

    def _definition(self, path: FilePath, name: str, root: Root) -> None:
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        self.world.files[name] = digest
        written = self._read(data, name, digest)
        written = rewrite(written, lambda where, value: self._text(where, value, path, written))
        code = written.get("code")
        if isinstance(code, int | float) and not isinstance(code, bool):
            code = spelling(code)
        stem = path.stem if not root.single else code
        if isinstance(code, str) and code != stem:
            self._say(
                name,
                f"code「{code}」とファイル名「{stem}」が違います。{code}.yaml にしてください。",
                f'the code "{code}" differs from the file\'s name "{stem}"; call the file {code}.yaml.',
                "file-name",
                line=place_of(written, ("code",))[1],
            )
        code = code if isinstance(code, str) else str(stem)
        if twin := self.world.document(root.kind, code):
            self._say(
                name,
                f"「{code}」は {twin.file} にもあります。",
                f'"{code}" is also defined in {twin.file}.',
                "twice",
                line=place_of(written, ("code",))[1],
            )
            return
        self.world.add(Document(root.kind, code, name, written))

    def _read(self, data: bytes, name: str, digest: str) -> Map:
        key = (name, digest)
        if key not in _parsed:
            if len(_parsed) > 4000:
                _parsed.clear()
            _parsed[key] = read_yaml(data, name)
        return _parsed[key]

    def _text(self, where: Path, value: Any, path: FilePath, written: Map) -> Any:
        """A value that is the name of a Markdown file stands for its text."""
        if not isinstance(value, str) or not value.endswith(".md") or not MARKDOWN.fullmatch(value):
            return value
        target = (path.parent / value).resolve()
        line = place_of(written, where)[1]
        name = path.relative_to(self.folder).as_posix()
        if not target.is_relative_to(self.folder):
            self._say(
                name,
                f"{value} はフォルダーの外にあります。",
                f"{value} lies outside the folder.",
                "outside",
                path=where,
                line=line,
            )
            return value
        if not target.is_file():
            beside = [p.name for p in path.parent.glob("*.md")]
            ja, en = hint(value, beside)
            self._say(
                name,
                f"文のファイル {value} がありません。{ja}".rstrip(),
                f"there is no text file {value}.{en}",
                "no-text",
                path=where,
                line=line,
            )
            return value
        inside = target.relative_to(self.folder).as_posix()
        self.used.add(inside)
        data = target.read_bytes()
        self.world.files[inside] = hashlib.sha256(data).hexdigest()
        if len(data) > MAX_TEXT_BYTES:
            self._say(
                inside,
                f"文が長すぎます（{MAX_TEXT_BYTES:,}バイトまで）。",
                f"the text is too long (at most {MAX_TEXT_BYTES:,} bytes).",
                "size",
            )
            return value
        try:
            return read_text(data, inside).replace("\r\n", "\n").strip("\n")
        except Found as found:
            self.world.findings.extend(found.findings)
            return value

    def _say(self, file: str, ja: str, en: str, code: str, level: Level = Level.ERROR, *, path: Path = (), line: int = 0) -> None:
        self.world.findings.append(_at(file, ja, en, code, level, path, line))


def _at(file: str, ja: str, en: str, code: str, level: Level = Level.ERROR, path: Path = (), line: int = 0) -> Finding:
    return Finding(ja=ja, en=en, path=path, level=level, code=code, file=file, line=line)
