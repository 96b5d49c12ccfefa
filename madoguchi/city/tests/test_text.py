from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from madoguchi.city.reading import shape
from madoguchi.city.text import LANGUAGES, Text

FULL = Text({"ja": "介護", "en": "Care", "easy": "お世話", "zh": "护理"})


class Page(BaseModel):
    title: Text


def test_in__language_that_is_there__is_taken() -> None:
    assert [FULL.in_(lang) for lang in ("ja", "en", "en-US", "ja-easy", "easy", "zh-hans")] == [
        "介護", "Care", "Care", "お世話", "お世話", "护理",
    ]  # fmt: skip


def test_in__language_that_is_missing__falls_to_english_then_japanese() -> None:
    assert FULL.in_("de") == "Care"
    assert Text("介護").in_("de") == "介護"
    assert Text("介護", en="Care").in_("ja-easy") == "介護"


def test_given__fallback__names_the_language_it_is_in() -> None:
    assert FULL.given("de") == ("en", "Care")
    assert Text("介護").given("en") == ("ja", "介護")


def test_str__language_of_the_page__is_used() -> None:
    with translation.override("en"):
        assert str(FULL) == "Care"
        assert f"{FULL}" == "Care"
    with translation.override("ja-easy"):
        assert str(FULL) == "お世話"


def test_text__equal_texts__are_equal_whatever_their_order() -> None:
    assert Text({"en": "Care", "ja": "介護"}) == Text("介護", en="Care")
    assert hash(Text({"en": "Care", "ja": "介護"})) == hash(Text("介護", en="Care"))


def test_raw__japanese_alone__is_a_string() -> None:
    assert Page(title=Text("介護")).model_dump() == {"title": "介護"}
    assert Page(title=Text("介護", en="Care")).model_dump() == {"title": {"ja": "介護", "en": "Care"}}


def test_shape__numbers_as_texts__are_what_was_written() -> None:
    for title in (2026, {"ja": 2026, "en": 1}):
        page, data, findings = shape(Page, {"title": title})
        assert findings == []
        assert page is not None
        assert page.title.ja == "2026"
        assert data["title"] in ("2026", {"ja": "2026", "en": "1"})


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(LANGUAGES)), st.text(min_size=1).filter(str.strip)), st.text())
def test_text__any_texts__come_back_from_json(texts: dict[str, str], lang: str) -> None:
    texts.setdefault("ja", "日本語")
    page = Page(title=Text(texts))
    assert Page.model_validate_json(page.model_dump_json()).title == page.title
    assert page.title.in_(lang) in texts.values()
