import pytest
from django.template import engines
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.faces.shell.ruby import annotate, annotate_html

SHOWN = "<ruby>住民票<rp>（</rp><rt>じゅうみんひょう</rt><rp>）</rp></ruby>"
WRITTEN = "住民票（じゅうみんひょう）"


@pytest.mark.parametrize("text", ["受付（8時から）", "ください（はい）", "給付（child）", "（よみ）", "ゴミ（ごみ）"])
def test_annotate__no_kanji_or_no_reading__stays_as_it_is(text: str) -> None:
    assert annotate(text) == text


@pytest.mark.parametrize("tag", ["title", "option", "textarea", "script"])
def test_annotate_html__where_only_text_may_stand__leaves_the_brackets(tag: str) -> None:
    page = f"<{tag}>{WRITTEN}</{tag}><p title='{WRITTEN}'>{WRITTEN}</p>"
    assert annotate_html(page) == f"<{tag}>{WRITTEN}</{tag}><p title='{WRITTEN}'>{SHOWN}</p>"


def test_annotate__words_around_a_reading__stay_together_in_a_row_of_boxes() -> None:
    assert annotate(f"\n {WRITTEN}を 出す ") == f"\n <span>{SHOWN}を 出す</span> "


def test_annotate_html__twice__changes_nothing_more() -> None:
    once = annotate_html(f"<p>{WRITTEN}</p>")
    assert once == f"<p>{SHOWN}</p>" == annotate_html(once)


@given(st.text(alphabet="漢字（）かな<>/ap ", max_size=40))
def test_annotate_html__anything__loses_no_text(text: str) -> None:
    plain = annotate_html(text)
    for added in ("<span>", "</span>", "<ruby>", "</ruby>", "<rp>（</rp>", "<rp>）</rp>", "<rt>", "</rt>"):
        plain = plain.replace(added, {"<rp>（</rp>": "（", "<rp>）</rp>": "）"}.get(added, ""))
    assert plain == text


def rendered(template: str, **context: object) -> str:
    return engines["django"].from_string(template).render(context)


def test_ruby__filter__escapes_what_people_wrote() -> None:
    with override("ja-easy"):
        assert rendered("{{ x|ruby }}", x=f"<b>{WRITTEN}") == f"<span>&lt;b&gt;{SHOWN}</span>"
    assert rendered("{{ x|ruby }}", x=f"<b>{WRITTEN}") == f"&lt;b&gt;{WRITTEN}"


def test_ruby__tag__shows_the_reading_in_easy_japanese_only() -> None:
    template = '{% ruby "住民票" "じゅうみんひょう" %}'
    with override("ja-easy"):
        assert rendered(template) == SHOWN
    with override("en"):
        assert rendered(template) == "住民票"
