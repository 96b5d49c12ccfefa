"""The address page: name and address, nothing about the matter."""

import pytest

from madoguchi.city.testing import a_city
from madoguchi.engines.messages import public as messages
from madoguchi.engines.messages.testing import a_notice, a_recipient, the_delivery

pytestmark = pytest.mark.django_db


def test_address_page__of_a_letter__is_a_pdf_without_the_matter():
    from io import BytesIO

    from pypdf import PdfReader

    a_city()
    notice = a_notice(a_recipient(name="見本 さくら"), title="例示の通知")
    text = PdfReader(BytesIO(messages.address_page(the_delivery(notice).print_job))).pages[0].extract_text()
    assert "見本 さくら" in text
    assert "例示荘101" in text
    assert "通知" not in text
