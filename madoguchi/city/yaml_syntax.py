"""What libyaml says about a broken file, in words for the person who wrote it."""

import re

import yaml

SYNTAX = {
    "found a tab character that violates indentation": (
        "タブで字下げしています。空白に置き換えてください。",
        "a tab is used for indentation; use spaces.",
    ),
    "mapping values are not allowed in this context": (
        "ここに「: 」は書けません。字下げと、前の行の終わりを確かめてください。",
        '": " can\'t stand here; look at the indentation and at the end of the line before.',
    ),
    "did not find expected ',' or ']'": (
        "[ ] の中で , か ] が足りません。",
        "a , or ] is missing inside [ ].",
    ),
    "did not find expected ',' or '}'": (
        "{ } の中で , か } が足りません。",
        "a , or } is missing inside { }.",
    ),
    "did not find expected key": (
        "字下げが揃っていません。同じ段の項目は同じ桁から書いてください。",
        "the indentation is uneven; keys of one level begin in the same column.",
    ),
    "did not find expected '-' indicator": (
        "一覧（-）の途中に、一覧でない行があります。",
        "a line inside a list (-) does not begin with -.",
    ),
    "found unexpected end of stream": (
        "引用符が閉じられていません。",
        "a quotation mark is not closed.",
    ),
    "could not find expected ':'": (
        "項目名のあとの「: 」が足りません。",
        'the ": " after a key is missing.',
    ),
    "found character that cannot start any token": (
        "この文字から始まる値は引用符で囲んでください（@ ` % タブ）。",
        "a value that begins with this character (@ ` % tab) needs quotes.",
    ),
    "found unknown escape character": (
        "\" \" の中の \\ の使い方が正しくありません。' ' で囲めばそのまま書けます。",
        "a \\ inside \" \" is not understood; inside ' ' it stands for itself.",
    ),
    "found undefined alias": (
        "* で始まる値は別の値への参照です。文字として書くには引用符で囲んでください。",
        "a value that begins with * is a reference; to write the character itself, use quotes.",
    ),
}


FULL_WIDTH_SPACE = (
    "全角の空白で字下げしています。半角の空白に置き換えてください。",
    "a full-width space is used for indentation; use plain spaces.",
)
KEY = r"^\s*(?:- )?[a-z][A-Za-z0-9_.-]*"
SLIPS = [
    (r"^ *\t", ("タブで字下げしています。空白に置き換えてください。", "a tab is used for indentation; use spaces.")),
    (r"^[ \t]*\u3000", FULL_WIDTH_SPACE),
    (
        KEY + "：",
        (
            "項目名のあとの「：」が全角です。半角の「: 」（コロンと空白）にしてください。",
            'the colon after the key is full-width; write ": ".',
        ),
    ),
    (
        KEY + r":[^\s/]",
        ("項目名のあとの「:」に続けて、半角の空白を1つ入れてください。", 'put a space after the ":" that follows the key.'),
    ),
    (
        KEY + r": [^'\"\[{#|>].*: ",
        (
            "文の中に「: 」があります。文の全体を引用符（' '）で囲んでください。",
            "there is a \": \" inside the text; put the whole text in quotes (' ').",
        ),
    ),
    (r"^\s*\{", ("一覧の行は「- 」で始めます。", 'a line of a list begins with "- ".')),
    (
        r": *(['\"])[^'\"]*\1 *[^,}\]\s#]",
        (
            "値の途中で引用符が閉じています。値の全体を引用符で囲んでください。",
            "a quotation mark closes inside the value; put the whole value in quotes.",
        ),
    ),
]
"""What often stands on the line where the reading stops, or on the one before: a shape, and what to do about it."""


def explain_syntax(problem: yaml.MarkedYAMLError, text: str) -> tuple[int, str, str, str]:
    """Line, code, and the sentence in Japanese and English."""
    mark = problem.problem_mark
    line = mark.line + 1 if mark else 1
    said = str(problem.problem or "")
    begun = problem.context_mark.line + 1 if problem.context_mark else line
    if said == "found unexpected end of stream":
        return begun, "syntax", *SYNTAX[said]
    lines = text.split("\n")
    for near in (line, line - 1):
        for shape, words in SLIPS if 1 <= near <= len(lines) else ():
            if re.search(shape, lines[near - 1]):
                return near, "syntax", *words
    ja, en = SYNTAX.get(said, (f"YAML として読めません（{said}）。", f"can't be read as YAML: {said}."))
    if begun < line and said.startswith("did not find expected ','"):
        return (
            begun,
            "syntax",
            f"この行で始まる {ja}引用符の閉じ忘れも確かめてください（{line}行目まで読みました）。",
            f"{en.removesuffix('.')}, which begins here, or a quotation mark is not closed (read up to line {line}).",
        )
    return line, "syntax", ja, en
