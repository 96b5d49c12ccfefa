"""Reading a whole folder: what is found, what is refused, what is only remarked."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from madoguchi.city.findings import Found, error
from madoguchi.city.folder import folder_sha256, read_folder
from madoguchi.city.marks import Map, rewrite
from madoguchi.city.roots import Definition, register_check, register_resolver
from madoguchi.city.text import Text


class Thing(Definition):
    body: Text | None = None
    friend: str | None = None
    options: dict[str, Text] = {}
    ask: list[dict[str, Any]] = []


def errors(folder: Path) -> list[str]:
    return [str(finding) for finding in read_folder(folder).errors]


def warnings(folder: Path) -> list[str]:
    return [str(finding) for finding in read_folder(folder).warnings]


def test_read_folder__skeleton__has_no_mistakes(folder) -> None:
    world = read_folder(folder)
    assert world.findings == []
    assert world.codes("city") == ["999997"]
    assert world.codes("department") == ["shimin"]


def test_read_folder__no_such_folder__says_so(tmp_path) -> None:
    assert errors(tmp_path / "none")[0].startswith(f": 誤り: フォルダー {tmp_path / 'none'} がありません。")


def test_read_folder__no_city__says_so(folder) -> None:
    (folder / "city.yaml").unlink()
    assert errors(folder) == [
        "city.yaml: 誤り: city.yaml がありません。市そのものの定義です。\n    error: city.yaml is missing: the city itself."
    ]


def test_read_folder__misspelt_folder__is_an_error_with_the_near_name(folder, write) -> None:
    write("departmants/x.yaml", "code: x\n")
    assert errors(folder) == [
        "departmants: 誤り: 「departmants」を読む機能がありません。 近い名前: departments\n"
        '    error: nothing reads "departmants". Near: departments'
    ]


def test_read_folder__folder_of_a_service_left_out__is_a_warning(folder, write) -> None:
    write("zoo/x.yaml", "code: x\n")
    assert errors(folder) == []
    assert warnings(folder) == ['zoo: 注意: 「zoo」を読む機能がありません。\n    warning: nothing reads "zoo".']


def test_read_folder__file_named_otherwise_than_its_code__is_an_error(folder, write) -> None:
    text = (folder / "departments/shimin.yaml").read_text()
    write("departments/zeimu.yaml", text.replace("mark: 例市", "mark: 例税").replace("code: shimin", "code: shimin2"))
    assert errors(folder) == [
        "departments/zeimu.yaml:2: 誤り: code「shimin2」とファイル名「zeimu」が違います。"
        "shimin2.yaml にしてください。\n"
        '    error: the code "shimin2" differs from the file\'s name "zeimu"; call the file shimin2.yaml.'
    ]


def test_read_folder__same_code_in_two_files__names_the_first(folder, write) -> None:
    write("departments/more/shimin.yaml", (folder / "departments/shimin.yaml").read_text())
    assert [line.split("\n")[0] for line in errors(folder)] == [
        "departments/shimin.yaml:2: 誤り: 「shimin」は departments/more/shimin.yaml にもあります。"
    ]


def test_read_folder__yml_ending__is_an_error(folder, write) -> None:
    write("departments/x.yml", "code: x\n")
    assert errors(folder) == [
        "departments/x.yml: 誤り: 拡張子は .yaml です。departments/x.yaml に変えてください。\n"
        "    error: the ending is .yaml; rename it to departments/x.yaml."
    ]


def test_read_folder__other_files__are_remarked(folder, write) -> None:
    write("departments/x.xlsx", b"")
    write("departments/README.md", "read me")
    write(".git/config", "x")
    assert warnings(folder) == [
        "departments/x.xlsx: 注意: ここには .yaml と .md だけを置きます。このファイルは読みません。\n"
        "    warning: only .yaml and .md belong here; this file is not read."
    ]


def test_read_folder__broken_files__are_all_reported(folder, write) -> None:
    write("departments/a.yaml", "a: [\n")
    write("departments/b.yaml", "code: b\ncode: b\n")
    write("words/c.yaml", b"\xff")
    assert [line.split(":")[0] for line in errors(folder)] == [
        "departments/a.yaml", "departments/b.yaml", "words/c.yaml",
    ]  # fmt: skip


def test_read_folder__reference_to_nothing__names_near_ones(folder, write) -> None:
    write("departments/zei.yaml", (folder / "departments/shimin.yaml").read_text().replace(
        "code: shimin", "code: zei").replace("例市", "例税") + "parent: shimim\ncalendar: library\n")  # fmt: skip
    assert [line.split("\n")[0] for line in errors(folder)] == [
        "departments/zei.yaml:12: 誤り: parent: 「shimim」という定義が departments にありません。 近い名前: shimin",
        "departments/zei.yaml:13: 誤り: calendar: 「library」という定義が calendars にありません。",
    ]


def test_read_folder__reference_to_a_broken_definition__is_no_further_mistake(folder, write) -> None:
    write("words/a.yaml", "code: a\nword: あ\nkana: あ\nmeaning: x\nsee: [b]\n")
    write("words/b.yaml", "code: b\nword: い\n")
    assert {line.split(":")[0] for line in errors(folder)} == {"words/b.yaml"}


def test_read_folder__parents_in_a_circle__are_found(folder, write) -> None:
    text = (folder / "departments/shimin.yaml").read_text()
    write("departments/a.yaml", text.replace("code: shimin", "code: a").replace("例市", "例A") + "parent: b\n")
    write("departments/b.yaml", text.replace("code: shimin", "code: b").replace("例市", "例B") + "parent: a\n")
    assert "親の所属が輪になっています: a → b → a" in errors(folder)[0]


def test_read_folder__same_document_mark__is_refused_while_both_exist(folder, write) -> None:
    text = (folder / "departments/shimin.yaml").read_text().replace("code: shimin", "code: zei")
    write("departments/zei.yaml", text)
    assert "文書記号「例市」は shimin も使っています。" in errors(folder)[0]
    write("departments/shimin.yaml", (folder / "departments/shimin.yaml").read_text() + "until: 2026-03-31\n")
    write("departments/zei.yaml", text + "from: 2026-04-01\n")
    assert errors(folder) == []


def test_read_folder__markdown__is_put_in_place_of_its_name(folder, write, kind) -> None:
    kind(Thing)
    write("things/a.yaml", "code: a\ntitle: x\nbody: {ja: a.md, en: texts/a.en.md}\n")
    write("things/a.md", "# 見出し\r\n\r\n本文\r\n")
    write("things/texts/a.en.md", "text\n")
    world = read_folder(folder)
    assert world.findings == []
    assert world.get(Thing, "a").body == Text("# 見出し\n\n本文", en="text")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("b.md", "things/a.yaml:3: 誤り: body: 文のファイル b.md がありません。 近い名前: bb.md"),
        ("../../secret.md", "things/a.yaml:3: 誤り: body: ../../secret.md はフォルダーの外にあります。"),
        ("/etc/x.md", "things/a.yaml:3: 誤り: body: /etc/x.md はフォルダーの外にあります。"),
    ],
)
def test_read_folder__markdown_that_is_not_there_or_outside__is_refused(folder, write, kind, name, message) -> None:
    kind(Thing)
    write("things/a.yaml", f"code: a\ntitle: x\nbody: {name}\n")
    write("things/bb.md", "x")
    write("../secret.md", "secret")
    assert [line.split("\n")[0] for line in errors(folder)] == [message]


def test_read_folder__markdown_that_nobody_uses__is_remarked(folder, write, kind) -> None:
    kind(Thing)
    write("things/a.md", "x")
    assert warnings(folder) == [
        "things/a.md: 注意: things/a.md はどの定義からも使われていません。\n    warning: no definition uses things/a.md."
    ]


def test_read_folder__link_that_leads_out__is_refused(folder, tmp_path) -> None:
    (tmp_path / "outside.yaml").write_text("code: outside\n")
    (folder / "words/outside.yaml").symlink_to(tmp_path / "outside.yaml")
    assert errors(folder)[0].startswith("words/outside.yaml: 誤り: フォルダーの外を指すリンクは読みません。")


def test_read_folder__mistake_in_an_inlined_block__is_shown_where_it_stands_once(folder, write, kind) -> None:
    class Block(Definition):
        ask: list[dict[str, Any]]

    class Asked(Definition):
        ask: list[Thing]

    def inline(raw: Map, world: Any) -> Any:
        if not world.has("block", raw["use"]):
            raise Found([error(("use",), "ない", "none")])
        block = world.raw("block", raw["use"])
        copy = raw.empty()
        copy.update({key: value for key, value in raw.items() if key != "use"}, ask=block["ask"])
        return copy

    kind(Block, "blocks", "block")
    kind(Asked, "asked", "asked")
    register_resolver("asked", inline)
    write(
        "blocks/person.yaml",
        "code: person\ntitle: x\nask:\n  - code: a\n    title: x\n  - code: b\n    titel: x\n    title: x\n",
    )
    for code in ("one", "two"):
        write(f"asked/{code}.yaml", f"code: {code}\ntitle: x\nuse: person\n")
    write("asked/three.yaml", "code: three\ntitle: x\nuse: nobody\n")
    assert [line.split("\n")[0] for line in errors(folder)] == [
        "asked/three.yaml:3: 誤り: use: ない",
        "blocks/person.yaml:7: 誤り: ask[1].titel: 「titel」という項目はありません。 近い名前: title",
    ]


def test_read_folder__order_of_a_free_map__makes_another_version(folder, write, kind) -> None:
    kind(Thing)
    write("things/a.yaml", "code: a\ntitle: x\noptions: {b: い, a: あ}\n")
    first = read_folder(folder).document("thing", "a")
    write("things/a.yaml", "title: x\ncode: a\noptions: {b: い, a: あ}\n")
    assert read_folder(folder).document("thing", "a").sha256 == first.sha256
    write("things/a.yaml", "code: a\ntitle: x\noptions: {a: あ, b: い}\n")
    assert read_folder(folder).document("thing", "a").sha256 != first.sha256
    assert json.loads(first.canonical)["$order"] == {"/options": ["b", "a"]}


def test_folder_sha256__any_byte__changes_it(folder, write) -> None:
    before = folder_sha256(read_folder(folder))
    assert folder_sha256(read_folder(folder)) == before
    write("words/standard-days.yaml", (folder / "words/standard-days.yaml").read_text() + "# x\n")
    assert folder_sha256(read_folder(folder)) != before


def test_rewrite__marks__stay() -> None:
    data = Map("x.yaml", 1)
    data["a"], data.lines = "1", {"a": 1}
    copy = rewrite(data, lambda path, value: value + "!")
    assert (copy, copy.lines, data) == ({"a": "1!"}, {"a": 1}, {"a": "1"})


def test_check__other_rooms__are_asked_with_the_whole_world(folder, write, kind) -> None:
    kind(Thing)
    register_check("thing", lambda one, world: world.unknown(("friend",), "thing", one.friend) if one.friend else [])
    write("things/ann.yaml", "code: ann\ntitle: x\nfriend: bob\n")
    write("things/rob.yaml", "code: rob\ntitle: x\nfriend: ann\n")
    assert [line.split("\n")[0] for line in errors(folder)] == [
        "things/ann.yaml:3: 誤り: friend: 「bob」という定義が things にありません。 近い名前: rob"
    ]


def test_read_folder__three_hundred_files__takes_about_a_second(folder, write, kind) -> None:
    kind(Thing)
    options = "".join(f"  option-{i}: {{ja: 選択肢の文{i}です, en: Option {i}, easy: えらぶもの {i}}}\n" for i in range(60))
    for n in range(300):
        write(f"things/t{n}.yaml", f"code: t{n}\ntitle: x\nbody: {'ながい文。' * 100}\noptions:\n{options}")
    begun = time.process_time()
    world = read_folder(folder)
    spent = time.process_time() - begun
    assert world.findings == []
    assert spent < 4, f"{spent:.2f} s"  # about 1 s on the machine of reference; room for a busy one
