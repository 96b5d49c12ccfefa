"""What libyaml says about a broken file, in words for the person who wrote it."""

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


def explain_syntax(problem: yaml.MarkedYAMLError) -> tuple[int, str, str, str]:
    """Line, code, and the sentence in Japanese and English."""
    mark = problem.problem_mark
    line = mark.line + 1 if mark else 1
    said = str(problem.problem or "")
    if said == "found unexpected end of stream" and problem.context_mark:
        line = problem.context_mark.line + 1
    ja, en = SYNTAX.get(said, (f"YAML として読めません（{said}）。", f"can't be read as YAML: {said}."))
    return line, "syntax", ja, en
