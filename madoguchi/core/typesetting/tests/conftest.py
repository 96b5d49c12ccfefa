import pytest

from madoguchi.core.typesetting.public import register_template

TEMPLATES = {
    "plain": '= #title-text\n#paragraphs(data.at("paragraphs", default: ()))',
    "whole": """= #title-text
#paragraphs(data.paragraphs)
== 内訳
#facts(data.rows)
#listing(("品名", "数", "金額"), data.items)
#drawing(data.qr, alt: "確認のためのQRコード", width: 25mm)
""",
    "codes": '#for code in data.codes { drawing(code, alt: "符号"); v(8mm) }',
    "broken": "#data.nothing-there",
}


@pytest.fixture(scope="session", autouse=True)
def templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("templates")
    for name, body in TEMPLATES.items():
        path = folder / f"{name}.typ"
        head = '#import "/core/typesetting/lib/mado.typ": *\n#show: sheet.with(footer: [足])\n'
        path.write_text(head + body, encoding="utf-8")
        register_template(f"test/{name}", path)
