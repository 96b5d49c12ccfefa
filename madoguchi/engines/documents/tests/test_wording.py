"""通知文: what a city may write, and what `city check` says about it."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.city.public import NotPublishable, city
from madoguchi.city.testing import a_definition
from madoguchi.engines.documents import public as documents
from madoguchi.engines.documents.checks import test_notice as run_examples
from madoguchi.engines.documents.testing import a_notice_text


def test_fill__named_places__are_filled():
    assert documents.fill("{a}と{b.c}と{a}", {"a": 1, "b.c": "二"}) == "1と二と1"


NO_NAMES = ["{__class__}", "{a!r}", "{a:>5}", "{a[0]}", "{0}", "{}", "{ a }", "{a", "a}", "{{a}}", "{A}"]


@pytest.mark.parametrize("text", NO_NAMES)
def test_fill__anything_but_a_name__is_refused(text):
    with pytest.raises(documents.BadPlace, match="見本"):
        documents.fill(text, {"a": 1, "A": 2, "0": 3, "": 4}, template="見本")


def test_fill__unknown_name__names_the_template():
    with pytest.raises(documents.UnknownName, match=r"見本の文にある \{b\}"):
        documents.fill("{a}{b}", {"a": 1}, template="見本")


@given(st.text(), st.text())
def test_fill__values__are_never_read_as_places(before, value):
    plain = before.replace("{", "").replace("}", "")
    assert documents.fill(plain + "{x}", {"x": value}) == plain + value


@pytest.mark.django_db
def test_notice__good__is_published_and_says_what_it_needs():
    rows = [{"label": "額", "value": "monthly"}, {"label": "備考", "value": "remark", "optional": True}]
    version = a_notice_text(rows=rows, values=["monthly", "remark", "first_month"], after=["{first_month}から"])
    assert documents.needed_values(version.definition) == {"monthly", "first_month"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({"paragraphs": ["{montly}円"]}, "montly"),
        ({"paragraphs": ["{monthly"]}, "読めません"),
        ({"paragraphs": [{"ja": "よい", "en": "{nope}"}]}, "nope"),
        ({"rows": [{"label": "額", "value": "nope"}]}, "nope"),
        ({"values": ["city"]}, "いつもある"),
        ({"paragraphs": ["笑顔😀"]}, "印字できない"),
        ({"paragraphs": []}, ""),
        ({"colour": "red"}, "colour"),
    ],
)
def test_notice__bad__is_refused_with_its_place(others, said):
    with pytest.raises(NotPublishable) as caught:
        a_notice_text(**others)
    assert said in "".join(map(str, caught.value.findings))


@pytest.mark.django_db
def test_notice__remedies_of_an_unknown_body__is_refused():
    with pytest.raises(NotPublishable) as caught:
        a_definition("notice", code="remedies-major", title="教示", paragraphs=["{reviewer}へ"])
    assert "mayor" in str(caught.value.findings[0])


@pytest.mark.django_db
def test_notice_examples__wrong_and_right__are_told_apart():
    values = {"monthly": "15,000円", "first_month": "7月"}
    good = {"name": "月額", "values": values, "expect": ["15,000円", "次のとおり認定"]}
    bad = {"name": "違う", "values": {"monthly": "1円", "first_month": "7月"}, "expect": ["15,000円"]}
    lost = {"name": "足りない", "values": {"monthly": "1円"}, "expect": ["1円"]}
    version = a_notice_text(examples=[good, bad, lost])
    examples = list(run_examples(version.definition, None))
    assert [example.passed for example in examples] == [True, False, False]
    assert examples[1].wrong[0].ja == "通知に「15,000円」の文がありません。"
    assert examples[1].wrong[0].in_("en") == 'The notice does not say "15,000円".'
    assert "{first_month}" in examples[2].wrong[0].ja
    assert "{first_month}" in examples[2].wrong[0].in_("en")
    assert examples[2].wrong[0].ja != examples[2].wrong[0].in_("en")


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(
    ("body", "reviewer", "first"),
    [
        ("mayor", "例示市長", False),
        ("prefecture", "例示県知事", False),
        ("care-board", "例示県介護保険審査会", True),
        ("health-insurance-board", "例示県国民健康保険審査会", True),
        ("elderly-care-board", "例示県後期高齢者医療審査会", True),
        ("board-of-education", "例示市教育委員会", False),
        ("legal-affairs-bureau", "例示市を管轄する法務局または地方法務局の長", False),
    ],
)
def test_remedies__by_body__name_reviewer_periods_and_defendant(body, reviewer, first):
    text = "".join(documents.remedies_for(body, must_appeal_first=False, city=city()))
    assert f"翌日から起算して3か月以内に、{reviewer}に対して審査請求" in text
    assert "翌日から起算して6か月以内" in text
    assert "翌日から起算して1年" in text
    assert "例示市を被告として" in text
    assert ("裁決を受けた後でなければ" in text) is first
    assert ("3か月を過ぎても裁決がないとき" in text) is first
    assert "{" not in text


@pytest.mark.usefixtures("city")
def test_remedies__tax__may_ask_for_the_review_first():
    text = "".join(documents.remedies_for("mayor", must_appeal_first=True, city=city()))
    assert "例示市長の裁決を受けた後でなければ" in text


@pytest.mark.usefixtures("city")
def test_remedies__none__say_nothing():
    assert documents.remedies_for("none", must_appeal_first=False, city=city()) == []


@pytest.mark.usefixtures("city")
def test_remedies__unknown_body__is_refused():
    with pytest.raises(documents.UnknownBody, match="major"):
        documents.remedies_for("major", must_appeal_first=False, city=city())


@pytest.mark.usefixtures("city")
def test_remedies__wording_of_the_city__wins():
    own = "{reviewer}に申し出てください。被告は{city}、代表者は{representative}。"
    a_definition("notice", code="remedies-mayor", title="教示", paragraphs=[own])
    told = documents.remedies_for("mayor", must_appeal_first=False, city=city())
    assert told == ["例示市長に申し出てください。被告は例示市、代表者は例示市長。"]


@pytest.mark.usefixtures("city")
def test_bodies__those_that_procedures_may_name__are_all_known():
    definitions = pytest.importorskip("madoguchi.engines.cases.definitions", reason="cases is not in this tree")
    assert set(get_args(definitions.AppealBody)) - {"none"} == set(documents.BODIES)
