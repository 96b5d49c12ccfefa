"""Logic models: every measure has one; nothing ends before an outcome; an outcome has an indicator or the reason why not."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from pydantic import ValidationError

from madoguchi.city.public import validate
from madoguchi.services.plan.definitions.logic import Logic
from madoguchi.services.plan.picturing import picture, wrapped
from madoguchi.services.plan.testing import the_book

SVG = "{http://www.w3.org/2000/svg}"
WHOLE: dict[str, Any] = {
    "code": "1-a-1",
    "title": "例示",
    "input": [{"id": "i1", "says": "人"}],
    "activity": [{"id": "a1", "says": "作る"}],
    "output": [{"id": "p1", "says": "もの", "to": ["o1"]}, {"id": "p2", "says": "別のもの", "to": ["o2"]}],
    "outcome": [
        {"id": "o1", "says": "楽になる", "indicator": "e-applications"},
        {"id": "o2", "says": "早くなる", "unmeasured": "数がない"},
    ],
}


def test_every_measure__has_a_logic_model_in_two_languages() -> None:
    book = the_book()
    assert set(book.logics) == {one.code for one in book.measures}
    for logic in book.logics.values():
        for _name, boxes in logic.stages():
            assert all(box.says.has("en") and (box.unmeasured is None or box.unmeasured.has("en")) for box in boxes)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"activity": [{"id": "a1", "says": "作る", "to": ["o1"]}]}, "leads to a box of the next stage (output)"),
        ({"activity": [{"id": "a1", "says": "作る", "to": []}]}, "nothing ends before an outcome"),
        (
            {"outcome": [{"id": "o1", "says": "楽になる"}, {"id": "o2", "says": "早くなる", "unmeasured": "x"}]},
            "or the reason why not",
        ),
        ({"input": [{"id": "a1", "says": "人"}]}, "the same id"),
    ],
)
def test_logic__with_a_gap__is_told_where(changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError) as found:
        validate(Logic, {**WHOLE, **changed})
    assert sentence in str(found.value)


def test_picture__says_what_the_data_say_and_leads_where_they_lead() -> None:
    logic = validate(Logic, WHOLE)
    assert isinstance(logic, Logic)
    for standing, arrows in ((False, 1 + 2 + 2), (True, 3)):
        drawn = ElementTree.fromstring(picture(logic, "ja", standing=standing))
        texts = ["".join(text.itertext()) for text in drawn.iter(f"{SVG}text")]
        assert {"人", "作る", "もの", "別のもの", "楽になる", "早くなる"} <= set(texts)
        assert len(list(drawn.iter(f"{SVG}path"))) == 2 * arrows
        assert drawn.attrib["role"] == "img"


def test_picture__of_every_measure__keeps_its_boxes_apart_and_inside() -> None:
    for logic in the_book().logics.values():
        for lang in ("ja", "en"):
            for standing in (False, True):
                drawn = ElementTree.fromstring(picture(logic, lang, standing=standing))
                _x, _y, width, height = map(float, drawn.attrib["viewBox"].split())
                boxes = [
                    tuple(float(rect.attrib[key]) for key in ("x", "y", "width", "height")) for rect in drawn.iter(f"{SVG}rect")
                ]
                assert all(x + w <= width and y + h <= height for x, y, w, h in boxes)
                for n, (x, y, _w, h) in enumerate(boxes):
                    assert not any(x == ox and y < oy + oh and oy < y + h for ox, oy, _ow, oh in boxes[n + 1 :]), logic.code


def test_wrapped__keeps_words_and_full_stops_together() -> None:
    assert wrapped("あいうえお、かきくけこ。", 70) == ["あいうえお、", "かきくけこ。"]
    assert wrapped("aaaa bbbb cccc", 80) == ["aaaa bbbb", "cccc"]


@pytest.mark.django_db
@pytest.mark.usefixtures("urayasu")
def test_measure_page__has_picture_and_equal_text(tmp_path: Path) -> None:
    shown = Client().get("/plan/measures/3-2/").content.decode()
    text = shown.split("<details>")[1]
    for _name, boxes in the_book().logics["3-2"].stages():
        assert all(box.says.ja in text for box in boxes)
    assert "/plan/figures/live-card-notices/" in text
    assert "市が決めたものではありません" in shown
