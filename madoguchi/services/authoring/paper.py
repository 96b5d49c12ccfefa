"""A paper form's fields, pasted as lines, become pages and questions.

    【申込者】            a heading begins a page
    氏名                  a field; its words say what type it is
    電話番号（任意）      may be left out
    区分：一般・学生      what stands after the colon are options
    添付：学生証の写し    a paper that goes with it

What is read wrongly is put right in the editor: the type, the code and the text of every question can be changed.
"""

import re
from typing import Any

from madoguchi.core.text.public import clean, to_halfwidth
from madoguchi.services.authoring.refusals import NothingOnPaper

HEADING = re.compile(r"^(?:【(.+)】|[■◆●▼]\s*(.+)|(.+)欄)$")
OPTIONAL = re.compile(r"[（(](?:任意|あれば|必要な(?:方|場合)のみ)[）)]|[?？]$")
REQUIRED = re.compile(r"[（(]必須[）)]|[*＊※]$")
PAPER = re.compile(r"^(?:添付(?:書類)?|提出書類)\s*[:：]\s*(.+)$")
NUMBERED = re.compile(r"^(?:[0-9]{1,2}|[①-⑳]|[(（][0-9]{1,2}[)）])[.．、)）]?\s*")
SEPARATOR = re.compile(r"\s*[・,、，/／|｜]\s*")
KINDS = (
    ("consent", "consent", "同意|相違ありません|誓約"),
    ("mail", "mail", "メール|e-?mail"),
    ("phone", "phone", "電話|携帯|連絡先|TEL"),
    ("kana", "kana", "フリガナ|ふりがな|カナ"),
    ("birth", "date", "生年月日"),
    ("date", "date", "年月日|希望日|開始日|終了日|利用日|使用日|日付|期日|日$"),
    ("address", "postal-address", "住所|所在地"),
    ("account", "bank-account", "口座|振込先"),
    ("amount", "yen", "金額|料金|使用料|（円）|円$"),
    ("number", "number", "人数|台数|個数|数量|枚数|年齢"),
    ("name", "name", "氏名|お名前"),
    ("agreed", "yes-no", "の有無|ですか$|ますか$"),
    ("reason", "text", "理由|目的|事情|備考"),
)
LONG = re.compile("理由|目的|事情|備考|内容")


def pages_of(lines: str) -> dict[str, Any]:
    """`pages`, and `attach` where papers are named. Raises NothingOnPaper."""
    pages: list[dict[str, Any]] = []
    papers: list[dict[str, Any]] = []
    taken: set[str] = set()
    for line in lines.splitlines():
        words = NUMBERED.sub("", clean(line)).strip()
        if not words:
            continue
        if found := PAPER.match(words):
            papers.append({"id": f"paper-{len(papers) + 1}", "label": found[1], "later": True})
        elif heading := HEADING.match(words):
            pages.append({"key": f"page-{len(pages) + 1}", "title": next(filter(None, heading.groups())), "ask": []})
        else:
            if not pages:
                pages.append({"key": "page-1", "title": "記入すること", "ask": []})
            pages[-1]["ask"].append(_question(words, taken))
    pages = [page for page in pages if page["ask"]]
    if not pages:
        raise NothingOnPaper
    return {"pages": pages} | ({"attach": papers} if papers else {})


def _question(words: str, taken: set[str]) -> dict[str, Any]:
    optional = bool(OPTIONAL.search(words))
    words = REQUIRED.sub("", OPTIONAL.sub("", words)).strip()
    label, colon, rest = (
        (part.strip() for part in re.split(r"([:：])", words, maxsplit=1)) if re.search("[:：]", words) else (words, "", "")
    )
    options = [one for one in SEPARATOR.split(rest) if one] if colon else []
    question: dict[str, Any] = {"id": "", "type": "text", "label": label or words}
    stem = "item"
    if len(options) > 1:
        question |= {"type": "choice", "options": {f"option-{i}": text for i, text in enumerate(options, 1)}}
        stem = "choice"
    else:
        stem, question["type"] = next(
            ((stem, kind) for stem, kind, pattern in KINDS if re.search(pattern, to_halfwidth(label), re.IGNORECASE)),
            ("item", "text"),
        )
    if question["type"] == "text" and LONG.search(label):
        question |= {"lines": 3, "max_length": 1000}
    if optional and question["type"] != "consent":
        question["optional"] = True
    question["id"] = _free(stem, taken)
    return question


def _free(stem: str, taken: set[str]) -> str:
    found, n = stem, 1
    while found in taken:
        n += 1
        found = f"{stem}_{n}"
    taken.add(found)
    return found
