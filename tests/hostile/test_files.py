"""Files: what is turned back says why and how to mend it, and takes nothing away that was there before."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from madoguchi.core.files.public import open_file
from tests.hostile.files import FILES
from tests.hostile.hall import PREFIXES, Person, words
from tests.hostile.typed import CLAIM

pytestmark = [pytest.mark.usefixtures("urayasu"), pytest.mark.django_db]
SLOT = "account-proof"


def pay_into(person: Person, **parts: str) -> None:
    """So that the paper is asked for."""
    boxes = {f"bank.account.{part}": value for part, value in {**parts, "holder": "ミホン　サクラ"}.items()}
    assert person.send(CLAIM, "bank", boxes).status_code == 302


def test_files__each__is_taken_under_a_plain_name_or_turned_back_with_a_sentence() -> None:
    person, wrong = Person(), []
    draft = person.draft(CLAIM)
    pay_into(person, way="bank", bank="例示銀行", branch="架空支店", kind="ordinary", number="0000000")
    for number, (name, (filename, content, taken)) in enumerate(FILES.items()):
        lang = list(PREFIXES)[number % len(PREFIXES)]
        before = {row.file_id for row in draft.files.all()}
        address = f"{PREFIXES[lang]}/apply/d/{draft.pk}/papers/{SLOT}/add/"
        answer = person.browser.post(address, {"file": SimpleUploadedFile(filename, content)})
        after = {row.file_id: row for row in draft.files.select_related("file", "file__key")}
        if not before <= set(after):
            wrong.append(f"{name}: a paper that was there is gone")
        if taken:
            new = [row for id, row in after.items() if id not in before]
            if answer.status_code != 302 or len(new) != 1:
                wrong.append(f"{name}: not taken, {answer.status_code}")
                continue
            kept = new[0].file
            if set(kept.name) & set("/\\\x00\n") or len(kept.name) > 255 or not open_file(kept):
                wrong.append(f"{name}: kept as {kept.name!r}")
            person.browser.post(f"/apply/d/{draft.pk}/file/{kept.pk}/remove/")
        else:
            said = words(answer)
            if answer.status_code not in {200, 422} or set(after) != before or "error-summary" not in said:
                wrong.append(f"{name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_files__more_than_the_slot_takes__says_how_many() -> None:
    person = Person()
    draft = person.draft(CLAIM)
    pay_into(person, way="yucho", symbol="11940", number="12345671")
    picture = FILES["photo of a phone"][1]
    files = [SimpleUploadedFile(f"{n}.jpg", picture) for n in range(4)]
    answer = person.browser.post(f"/apply/d/{draft.pk}/papers/{SLOT}/add/", {"file": files})
    assert "3個まで" in words(answer)
    assert draft.files.count() == 0, "all or none, so that nobody wonders which"
