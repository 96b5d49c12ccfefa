"""Tables to take along: CSV that spreadsheets read without asking, and xlsx. Nothing in a cell is ever a formula.

What holds data of people ends with a watermark: the number of the export, who, when (`audit.note_export`)."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import Any

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Rows = Iterable[Sequence[Any]]


def plain(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it; days are ISO."""
    if isinstance(value, date):
        return value.isoformat()
    text = "" if value is None else value
    if isinstance(text, int | float):
        return text
    text = str(text)
    return f"'{text}" if text.lstrip(" \u3000").startswith(FORMULA) else text


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_response(name: str, columns: Sequence[Any], rows: Rows, watermark: str = "") -> HttpResponseBase:
    """UTF-8 with the mark that spreadsheets look for, sent row by row."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return StreamingHttpResponse(csv_lines(columns, rows, watermark), content_type="text/csv; charset=utf-8", headers=headers)


def csv_lines(columns: Sequence[Any], rows: Rows, watermark: str = "") -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow([str(column) for column in columns])
    for row in rows:
        yield writer.writerow([plain(cell) for cell in row])
    if watermark:
        yield writer.writerow([watermark])


def xlsx_response(name: str, columns: Sequence[Any], rows: Rows, watermark: str = "") -> HttpResponseBase:
    """Written to a file row by row, in little memory, then sent. Texts are texts, days are days. The watermark is the last
    row, the foot of every printed page, and among the properties of the file."""
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet, bold, day = book.add_worksheet(), book.add_format({"bold": True}), book.add_format({"num_format": "yyyy/mm/dd"})
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(columns):
        sheet.write_string(0, column, str(title), bold)
    number = 0
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            elif isinstance(cell, int | float) and not isinstance(cell, bool):
                sheet.write_number(number, column, cell)
            else:
                sheet.write_string(number, column, "" if cell is None else str(cell))
    if watermark:
        sheet.write_string(number + 1, 0, watermark)
        sheet.set_footer(f"&L{watermark.replace('&', '＆')}"[:250])  # there & begins a code
        book.set_properties({"comments": watermark})
    book.close()
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


FORMS = {"csv": csv_response, "xlsx": xlsx_response}
