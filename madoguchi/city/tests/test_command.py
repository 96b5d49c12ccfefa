"""The command, as a person uses it."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command

from madoguchi.city.actions.publish import publish
from madoguchi.city.examples import Coverage, Example
from madoguchi.city.queries import current, department
from madoguchi.city.reference import reference_markdown, undescribed_keys
from madoguchi.city.roots import Definition, register_tester
from madoguchi.city.testing import NOON
from madoguchi.city.text import Text
from madoguchi.core.acting import SYSTEM


@pytest.fixture
def city(folder):
    def run(verb: str, *arguments: str, place: Path | None = folder) -> tuple[int, str]:
        out = io.StringIO()
        where = ["--city", str(place)] if verb not in {"new", "schema"} else []
        try:
            call_command("city", verb, *where, *arguments, stdout=out, no_color=True)
        except SystemExit as ending:
            return int(str(ending.code)), out.getvalue()
        return 0, out.getvalue()

    return run


def test_check__no_mistake__counts_and_ends_well(city) -> None:
    status, said = city("check")
    assert status == 0
    assert said.startswith("calendar 1 city 1 department 1 life-event 1 word 1\n5ファイル、誤り0件、注意0件、")


def test_check__mistake__names_the_file_as_one_can_open_it(city, folder, write, monkeypatch) -> None:
    write("words/a.yaml", "code: a\nword: あ\nkana: 亜\nmeaning: x\n")
    monkeypatch.chdir(folder.parent)
    status, said = city("check")
    assert status == 1
    assert said.startswith("somewhere/words/a.yaml:3: 誤り: kana: かなで書きます。書かれているのは")


def test_check__quiet__leaves_warnings_out(city, write) -> None:
    write("zoo/a.yaml", "x: 1\n")
    assert "注意: 「zoo」" in city("check")[1]
    assert "注意: 「zoo」" not in city("check", "--quiet")[1]


def test_test__examples__are_named_and_counted(city, kind, write, monkeypatch, folder) -> None:
    class Thing(Definition):
        examples: list[str] = []

    def run(thing: Thing, world: object):
        late = Text("期限は7月16日のはずですが、7月15日でした。", en="The deadline should be July 16; it was July 15.")
        for i, name in enumerate(thing.examples):
            yield Example(name, [late] if name == "late" else [], ("examples", i))
        yield Coverage("ページ pages", 2, 3, ["bank"]) if str(thing.title) == "x" else Coverage("ページ pages", 3, 3)

    kind(Thing)
    register_tester("thing", run)
    write("things/a.yaml", "code: a\ntitle: x\nexamples:\n  - first child\n  - late\n")
    monkeypatch.chdir(folder)
    status, said = city("test", place=Path())
    assert status == 1
    assert said == (
        "thing a\n  ○ first child\n  × late\n      ./things/a.yaml:5: 期限は7月16日のはずですが、7月15日でした。\n"
        "          The deadline should be July 16; it was July 15.\n"
        "  ページ pages: 2/3  まだ / not yet: bank\n例2件、合格1件、不合格1件 / 1 passed, 1 failed\n"
        "例が届いていないところが1か所あります。/ 1 places that no example reaches.\n"
    )
    write("things/a.yaml", "code: a\ntitle: x\nexamples: [first child]\n")
    assert city("test", "a")[0] == 1
    write("things/a.yaml", "code: a\ntitle: y\nexamples: [first child]\n")
    assert city("test", "a")[0] == 0
    write("things/b.yaml", "code: b\n")
    status, said = city("test", place=Path())
    assert status == 1
    assert said.startswith("./things/b.yaml:1: 誤り: title: ")
    assert "○ first child" in said
    (folder / "things/b.yaml").unlink()
    assert city("test", "nothing") == (1, "定義がありません / no such definition: nothing\n")


@pytest.mark.django_db
def test_load__then_again__says_what_it_did(city) -> None:
    status, said = city("load")
    assert status == 0
    assert "+ department shimin\n" in said
    assert "5 added, 0 changed, 0 retired, 0 kept from the desk, 0 the same" in said
    assert "0 added, 0 changed, 0 retired, 0 kept from the desk, 5 the same" in city("load")[1]


@pytest.mark.django_db
def test_load__mistakes__loads_nothing(city, write) -> None:
    write("words/a.yaml", "code: a\n")
    status, said = city("load")
    assert status == 1
    assert "Not loaded: 3 errors." in said
    assert current("department", "shimin") is None


@pytest.mark.django_db
def test_load__desk_differs__shows_how_and_what_to_do(city) -> None:
    city("load")
    raw = current("department", "shimin").body | {"phone": "000-000-7777"}
    publish("department", raw, by=SYSTEM, at=NOON)
    status, said = city("load")
    assert status == 2
    assert said.startswith(
        "~ department shimin  変更 changed（職員画面で公開 / published from the desk）\n"
        "    - phone: 000-000-7777\n    + phone: 000-000-0010\n"
        "前回の読み込みのあとに職員画面で公開された定義が1件あり、フォルダーと食い違います。\n"
    )
    assert "= department shimin\n" in city("load", "--take", "desk")[1]
    assert department("shimin").phone == "000-000-7777"
    assert "~ departments/shimin.yaml\n" in city("export")[1]
    assert city("load")[0] == 0


@pytest.mark.django_db
def test_diff__folder_against_database__shows_paths(city, folder, write) -> None:
    assert "+ word standard-days  追加 added\n" in city("diff")[1]
    city("load")
    assert city("diff", "--exit-code") == (0, "違いはありません。/ No difference.\n")
    (folder / "words/standard-days.yaml").unlink()
    path = folder / "life-events/moving.yaml"
    path.write_text(path.read_text().replace("[引っ越し, 転入, ", "[引越, 転入, "))
    write("words/new.yaml", "code: new\nword: 新語\nkana: しんご\nmeaning: 新しい言葉。\n")
    status, said = city("diff", "--exit-code")
    assert status == 1
    assert said == (
        "~ life-event moving  変更 changed\n    - search[0]: 引っ越し\n    + search[0]: 引越\n"
        "+ word new  追加 added\n- word standard-days  廃止 dropped\n"
    )
    assert city("diff")[0] == 0


def test_new__name__makes_a_city_that_passes(city, tmp_path) -> None:
    status, said = city("new", "kita-machi", "--into", str(tmp_path))
    assert status == 0
    assert f"+ {tmp_path / 'kita-machi/city.yaml'}\n" in said
    assert city("check", place=tmp_path / "kita-machi")[0] == 0
    assert "# kita-machi" in (tmp_path / "kita-machi/README.md").read_text()


@pytest.mark.parametrize("name", ["Kita", "../x", "kita_machi", ""])
def test_new__bad_name__is_refused(city, tmp_path, name) -> None:
    status, said = city("new", name, "--into", str(tmp_path))
    assert status == 1
    assert said == f"「{name}」は使えません。英小文字・数字・ハイフンで書きます（例: urayasu）。\n"


def test_new__name_taken__is_refused(city, folder) -> None:
    assert city("new", folder.name, "--into", str(folder.parent)) == (1, f"{folder} はもうあります。\n")


def test_new__name_that_cannot_be__is_refused_before_the_questions(city, folder, monkeypatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or "")
    assert city("new", folder.name, "--interview", "--into", str(folder.parent)) == (1, f"{folder} はもうあります。\n")
    assert city("new", "Kita", "--interview", "--into", str(folder.parent))[0] == 1
    assert asked == []


def test_schema__every_key_of_this_room__says_what_it_means(city) -> None:
    assert undescribed_keys() == []
    said = city("schema")[1]
    assert said.strip() == reference_markdown().strip()
    assert "| `phone` | 文字 text | 必須 |  | Direct telephone number. |" in said
    assert '"department"' in city("schema", "--json")[1]


def test_help__every_verb__is_explained_in_both_languages(capsys) -> None:
    for verb in ("check", "test", "load", "export", "diff", "new", "schema"):
        with pytest.raises(SystemExit):
            call_command("city", verb, "--help")
        said = capsys.readouterr().out
        assert any("ぁ" <= char <= "ん" for char in said)
        assert " the " in said or " a " in said or "what may be written" in said


def test_new__interview_broken_off__writes_nothing(city, tmp_path, monkeypatch):
    def gone(_question):
        raise EOFError

    monkeypatch.setattr("builtins.input", gone)
    status, said = city("new", "kita", "--interview", "--into", str(tmp_path))
    assert status == 1
    assert not (tmp_path / "kita").exists()
    assert "何も書いていません" in said
