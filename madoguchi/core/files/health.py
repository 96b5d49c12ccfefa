"""What files say of their own state: may we write, and does the further scanner answer."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from madoguchi.core.files.refusals import ScannerAway
from madoguchi.core.files.scanning.further import scanners
from madoguchi.core.health import Finding, examines, failure, ok, warning


@examines("files.scanners")
def scanner(at: datetime) -> Iterator[Finding]:
    found = scanners()
    if not found:
        yield warning("ウイルス検査（ClamAV）は設定されていません。構造の検査だけを行います（MADOGUCHI_CLAMAV）。")
    for each in found:
        try:
            each.scan(BytesIO(b"madoguchi"))
            yield ok(f"{each.name} は応えています。")
        except ScannerAway:
            yield failure(f"{each.name} が応えません。ファイルは受け取れない状態です。")
