"""交付: number, sheet, file and row together, or nothing."""

import base64
import io
import os
import re
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override
from PIL import Image
from pypdf import PdfReader

from madoguchi.city import public as city_room
from madoguchi.core.events.testing import events_of
from madoguchi.core.files.public import StoredFile, open_file
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.refused import NotPermitted
from madoguchi.core.sealing.public import Unreadable, destroy
from madoguchi.core.typesetting.public import MissingGlyph, preview
from madoguchi.core.typesetting.testing import attribute, tags_of, text_of
from madoguchi.engines.documents import public as documents
from madoguchi.engines.documents import sheets
from madoguchi.engines.documents.sheets import Frame, plain_sheet, verify_address
from madoguchi.engines.documents.testing import DATA, NOON, a_document, a_key, a_notice_text
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import a_resident, an_administrator, an_approver, an_officer

pytestmark = pytest.mark.usefixtures("city")


WHAT_A_NOTICE_SAYS = """
〒000-0000 例示県例示市本町1丁目2番3号 例示荘101 見本_花子　様 例0第1号 令和8年7月1日 例示市長 （公印省略）
見本手当認定通知書 令和8年6月20日に請求のあった児童手当_認定請求について、次のとおり認定しました。
支給額 15,000円 支給の始まり 令和8年7月 内訳 第1子 3歳に満たない 毎年6月に現況届を出してください。
例示市　こども課 電話_000-000-0001（架空の番号） デモ：例示市の公式文書ではありません
"""


def a_notice(**how):
    data = {**DATA, **how.pop("data", {})}
    return a_document("sample-granted", data, **how)


def sheet_of(document):
    return text_of(open_file(document.file)).replace("\n", "")


def test_issue__notice__says_all_that_a_notice_has_to_say():
    a_notice_text(after=["毎年6月に現況届を出してください。"], breakdown=True)
    text = sheet_of(a_notice())
    for words in re.split(r"[ \n]", WHAT_A_NOTICE_SAYS):
        assert words.replace("_", " ") in text, words
    assert "教示" not in text


def test_issue__notice__is_named_by_its_wording_and_points_at_its_version():
    version = a_notice_text()
    document = a_notice(title="児童手当 認定請求")
    assert document.title == "見本手当認定通知書"
    assert document.wording == version
    meta = PdfReader(io.BytesIO(open_file(document.file))).metadata
    assert meta["/Title"] == "見本手当認定通知書"
    assert str(meta["/CreationDate"]).startswith("D:20260701030000")


def test_issue__refusal__gives_reason_and_remedies():
    a_notice_text("sample-granted", title="見本手当却下通知書", rows=[])
    refusal = {"remedies": True, "reason": "児童を監護していないため。\n児童手当法第4条第1項", "outcome": "refused"}
    text = sheet_of(a_notice(data=refusal))
    assert "理由児童を監護していないため。" in text
    assert "児童手当法第4条第1項" in text
    assert "この決定に不服があるとき（教示）" in text
    assert "例示県知事に対して審査請求をすることができます" in text
    assert "例示市を被告として" in text


def test_issue__by_staff_who_read_english__stays_japanese():
    a_notice_text(remedies=True)
    with override("en"):
        text = sheet_of(a_notice())
    for words in ["（公印省略）", "電話 000-000-0001", "審査請求をすることができます", "15,000円"]:
        assert words in text


def test_issue__structure__goes_from_title_to_sections():
    a_notice_text(remedies=True)
    tags = tags_of(open_file(a_notice().file))
    roles = [role for role, _ in tags]
    assert roles.count("H1") == 1
    assert roles.count("H2") == 3
    assert roles.index("H1") < roles.index("Table") < roles.index("H2")
    assert [attribute(e, "/Scope") for role, e in tags if role == "TH"] == ["/Column", "/Column"]
    assert [e["/Alt"] for role, e in tags if role == "Figure"] == ["文書を確かめるアドレスのQRコード"]


def test_issue__row_file_and_event__agree():
    document = a_document(by=(officer := an_officer()))
    pdf = open_file(document.file)
    assert document.digest == sha256(pdf).hexdigest() == document.file.sha256
    assert (document.number, document.serial, document.fiscal_year) == ("例0第1号", 1, 2026)
    assert (document.seal, document.issued_by, document.issued_at) == ("omitted", officer.code, NOON)
    (event,) = events_of(document.id)
    assert event.kind == "documents.issued"
    assert event.data["about"] == document.subject_id
    assert (event.data["fiscal_year"], event.data["serial"]) == (2026, 1)


def test_issue__numbers__run_by_section_and_fiscal_year():
    march = datetime(2027, 3, 31, 14, 59, tzinfo=UTC)
    made = [a_document(), a_document(), a_document(section="kaigo"), a_document(at=march)]
    made.append(a_document(at=march + timedelta(minutes=1)))
    assert [(d.number, d.fiscal_year) for d in made] == [
        ("例0第1号", 2026), ("例0第2号", 2026), ("例1第1号", 2026), ("例0第3号", 2026), ("例0第1号", 2027),
    ]  # fmt: skip


def test_issue__section_without_a_mark__uses_its_code():
    assert a_document(section="unknown-section").number == "unknown-section第1号"


NOT_IN_OFFICE = [a_resident, an_administrator, lambda: an_officer("kaigo"), lambda: an_officer("kodomo", "auditor")]


@pytest.mark.parametrize("who", NOT_IN_OFFICE)
def test_issue__without_the_office__is_not_permitted(who):
    with pytest.raises(NotPermitted):
        a_document(by=who())
    assert documents.gaps("kodomo", 2026) == []


def test_issue__character_that_cannot_be_printed__takes_no_number():
    with pytest.raises(MissingGlyph) as caught:
        a_document(data={"recipient": {"name": "見本 \ue000太郎😀"}})
    assert caught.value.chars == ["\ue000", "😀"]
    assert not documents.Document.objects.exists()
    assert not documents.Numbering.objects.exists()
    assert not StoredFile.objects.exists()
    assert a_document().serial == 1


def test_issue__rolled_back_by_the_caller__gives_the_number_back():
    a_document()
    with transaction.atomic():
        a_document()
        transaction.set_rollback(True)
    assert a_document().serial == 2
    assert documents.gaps("kodomo", 2026) == []


def test_issue__no_such_wording__says_what_to_write():
    with pytest.raises(documents.NoWording, match="sample-gone"):
        a_document("sample-gone")


def test_issue__value_that_is_not_there__names_template_and_place():
    a_notice_text(paragraphs=["{monthly}を{until}まで"], values=["monthly", "first_month", "until"])
    with pytest.raises(documents.UnknownName, match=r"sample-granted.*\{until\}"):
        a_notice()


def test_issue__optional_row_without_value__is_left_out():
    rows = [
        {"label": "支給額", "value": "monthly"},
        {"label": "終わり", "value": "until", "optional": True},
        {"label": "備考", "value": "remark"},
    ]
    a_notice_text(rows=rows, values=["monthly", "until", "remark"])
    text = sheet_of(a_notice(data={"values": {"monthly": "1円", "until": "", "remark": ""}}))
    assert "終わり" not in text
    assert re.search(r"備考\s*－", text)


def test_issue__markup_in_a_name__is_printed_literally():
    text = sheet_of(a_document(data={"recipient": {"name": '#read("/etc/passwd") {city} *a*'}}))
    assert '#read("/etc/passwd") {city} *a*　様' in text


def test_issue__value_with_braces__is_not_filled_again():
    a_notice_text(paragraphs=["{name}さん"], rows=[])
    assert "{city}さん" in sheet_of(a_notice(data={"recipient": {"name": "{city}"}}))


def test_issue__own_value__cannot_take_the_name_of_the_house():
    a_notice_text(paragraphs=["{mayor}より"], rows=[])
    assert "例示市長より" in sheet_of(a_notice(data={"values": {"mayor": "架空市長"}, "mayor": "架空市長"}))


def test_issue__verification__stands_as_qr_and_words():
    zxingcpp = pytest.importorskip("zxingcpp", reason="zxing-cpp is not installed (requirements/dev.txt)")
    document = a_document()
    address = verify_address(document.verify_token)
    text = sheet_of(document)
    assert address in text
    assert documents.shown_token(document.verify_token) in text
    frame = Frame(city_room.city(), None, NOON.date(), "1", document.verify_token, "omitted")
    (page,) = preview("documents/letter", plain_sheet(DATA, "題", frame), title="題", ppi=200)
    assert address in [r.text for r in zxingcpp.read_barcodes(Image.open(io.BytesIO(page)))]


def test_verify_address__where_a_face_has_one__is_its_own(monkeypatch):
    monkeypatch.setattr(sheets, "link_to", lambda kind, token: f"https://example.invalid/{kind}/{token}/")
    assert verify_address("ABC") == "https://example.invalid/document-verify/ABC/"


def test_issue__seal_in_the_demo__is_refused():
    with pytest.raises(documents.NoSealInDemo):
        a_document(seal="printed")


@pytest.fixture
def in_service(settings):
    settings.MADO_DEMO = False
    settings.MADO_KEYS = "test:" + base64.b64encode(os.urandom(32)).decode()
    return settings


def test_issue__seal_without_a_picture__says_where_it_belongs(in_service):
    with pytest.raises(documents.SealMissing, match="seals"):
        a_document(seal="printed")
    assert not documents.Document.objects.exists()


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_issue__seal_with_a_picture__is_drawn_with_its_words(in_service, ending):
    folder = in_service.MADO_HOME / "seals"
    folder.mkdir()
    if ending == "svg":
        circle = '<circle cx="4" cy="4" r="4"/>'
        (folder / "mayor.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{circle}</svg>')
    else:
        Image.new("RGB", (40, 40), "red").save(folder / "mayor.png")
    document = a_document(seal="printed")
    pdf = open_file(document.file)
    assert document.seal == "printed"
    assert "公印省略" not in text_of(pdf)
    assert "デモ" not in text_of(pdf)
    assert [e["/Alt"] for role, e in tags_of(pdf) if role == "Figure"] == ["公印", "文書を確かめるアドレスのQRコード"]


def test_issue__board_of_education__signs_its_own():
    a_notice_text(sender="board-of-education", remedies=True)
    text = sheet_of(a_notice(data={"appeal_body": "board-of-education"}))
    assert "例示市教育委員会に対して審査請求" in text
    assert "代表する者は例示市教育委員会です" in text


def test_document__once_written__is_never_changed():
    document = a_document()
    for change in ({"title": "別の題"}, {"digest": "0"}, {"serial": 7}):
        with pytest.raises(IntegrityError), transaction.atomic():
            documents.Document.objects.filter(pk=document.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        documents.Document.objects.filter(pk=document.pk).delete()
    documents.Document.objects.filter(pk=document.pk).update(file=None)


def test_document__same_number_twice__is_refused_by_the_database():
    document = a_document()
    document.pk, document.verify_token = uuid7(), "A" * 26
    with pytest.raises(IntegrityError), transaction.atomic():
        document.save(force_insert=True)


def test_issue__key_destroyed__leaves_the_register_without_content():
    key = a_key()
    document = a_document(key=key)
    destroy(key, by=SYSTEM, at=NOON)
    with pytest.raises(Unreadable):
        documents.read(document.id, by=an_approver(), at=NOON)
    assert documents.verify(document.verify_token).number == document.number
    with pytest.raises(Unreadable):
        a_document(key=key)
    assert documents.gaps("kodomo", 2026) == []


def test_issue__sixty_notices__take_a_few_seconds():
    a_notice_text()
    begun = time.process_time()  # of the processor: what else the machine does is no fault of ours
    for _ in range(60):
        a_notice()
    assert time.process_time() - begun < 30
