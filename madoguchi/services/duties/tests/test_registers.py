"""個人情報ファイル簿: made from the definitions, published when it says something new, read by everybody."""

from typing import Any

import pytest
from django.test import Client

from madoguchi.city.public import publish as publish_definition
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.cases.testing import NOTIFICATION, a_case, a_procedure
from madoguchi.engines.people.testing import SYSTEM, a_staff_account, an_approver, an_officer, signed_in
from madoguchi.services.duties.models import Publication
from madoguchi.services.duties.register.differing import changes
from madoguchi.services.duties.register.generating import ITEMS, files, processing
from madoguchi.services.duties.register.publishing import NothingNew, newest, publish, wanted
from madoguchi.services.duties.testing import LATER, NOON, the_rules

pytestmark = pytest.mark.django_db
FILE: dict[str, Any] = {
    "code": "allowance",
    "title": "見本手当受給者ファイル",
    "procedures": ["sample-allowance"],
    "purpose": "見本手当の支給のため",
    "range": "請求者と児童",
    "passed_to": ["見本組合"],
    "sensitive": "障がいの有無",
}


@pytest.fixture(autouse=True)
def _rules(db: None) -> None:
    the_rules(file_threshold=2)
    a_procedure()
    a_procedure(NOTIFICATION)


def describe(**changes: Any) -> None:
    publish_definition("personal-data-file", {**FILE, **changes}, by=SYSTEM, at=NOON)


def test_files__described_and_not__each_procedure_is_in_one() -> None:
    describe()
    found = {one.code: one for one in files()}
    assert set(found) == {"allowance", "sample-notification"}
    entry = found["allowance"].entry
    assert set(entry) == set(ITEMS)
    assert (entry["purpose"], entry["passed_to"], entry["sensitive"]) == ("見本手当の支給のため", ["見本組合"], "障がいの有無")
    assert entry["sections"] == ["こども課"]
    assert entry["requests_at"].startswith("文書課（")
    assert {"請求の理由", "児童の氏名", "口座の確認書類", "受付番号"} <= set(entry["items"])
    assert len(entry["items"]) == len(set(entry["items"]))
    assert "5年" in entry["retention"]
    assert found["allowance"].written
    assert not found["sample-notification"].written


def test_files__fewer_people_than_the_threshold__are_not_published() -> None:
    describe()
    a_case()
    assert wanted() == {}
    a_case()
    assert set(wanted()) == {"allowance"}
    describe(people_elsewhere=1)
    assert next(one.people for one in files() if one.code == "allowance") == 3


def test_publish__once_for_what_it_says__and_differences_are_told() -> None:
    describe()
    a_case()
    a_case()
    with pytest.raises(NotPermitted):
        publish(by=an_officer("bunsho"), at=NOON)
    with pytest.raises(NotPermitted):
        publish(by=an_approver("kodomo"), at=NOON)
    publish(by=an_approver("bunsho"), at=NOON)
    with pytest.raises(NothingNew):
        publish(by=an_approver("bunsho"), at=LATER)
    describe(purpose="見本手当の支給と返還のため", passed_to=["見本組合", "見本銀行"])
    last = newest()
    assert last
    (change,) = changes(last.entries, wanted())
    assert change.what == "changed"
    assert change.items == [
        ("利用目的", "見本手当の支給のため", "見本手当の支給と返還のため"),
        ("経常的に提供する先", "", "見本銀行"),
    ]
    assert [one.what for one in changes({}, wanted())] == ["new"]
    assert [one.what for one in changes(last.entries, {})] == ["gone"]


def test_processing__tells_of_each_procedure_its_fields_and_file() -> None:
    describe()
    found = {one.procedure.code: one for one in processing()}
    assert found["sample-allowance"].file.code == "allowance"
    assert ("請求の理由", "choice") in found["sample-allowance"].fields
    assert found["sample-allowance"].secret == []


def test_pages__everybody_reads_what_was_published_and_staff_what_is_new() -> None:
    describe(title="見本&手当ファイル")
    a_case()
    a_case()
    anybody, chief = Client(), signed_in(Client(), a_staff_account("bunsho", "chief"))
    assert "まだ公表していません" in anybody.get("/personal-data/").content.decode()
    page = chief.get("/desk/duties/register/").content.decode()
    assert "加わる" in page
    assert "いまの内容で公表する" in page
    chief.post("/desk/duties/register/")
    assert Publication.objects.count() == 1
    for address in ("/personal-data/", "/en/personal-data/", "/easy/personal-data/", "/personal-data/allowance/"):
        assert "見本&amp;手当ファイル" in anybody.get(address).content.decode()
    assert anybody.get("/personal-data/unknown/").status_code == 404
    lines = anybody.get("/personal-data.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("個人情報ファイルの名称,")
    assert "見本手当 認定請求" in chief.get("/desk/duties/processing/").content.decode()
    assert "見本手当 認定請求" in chief.get("/desk/duties/processing/?section=kodomo").content.decode()
    assert "公開中の手続は、ここにはありません" in chief.get("/desk/duties/processing/?section=nowhere").content.decode()
    clerk = signed_in(Client(), a_staff_account("kodomo"))
    assert "いまの内容で公表する" not in clerk.get("/desk/duties/register/").content.decode()
    assert anybody.get("/desk/duties/register/").status_code == 302
