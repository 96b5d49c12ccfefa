"""What an example shows to be otherwise than it expects: whole sentences, in Japanese and English, for its author."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import override

from madoguchi.city.public import Text, hint
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.answers import pattern, questions
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.forms.public import check

Named = Mapping[str, Text]
"""What a code or path is called: it stands before it in sentences."""


def named(code: str, names: Named) -> Text:
    """「台数」（bench.count）"""
    title = names.get(code)
    if title is None or title.ja == code:
        return Text(f"「{code}」", en=f'"{code}"')
    return Text(f"「{title.ja}」（{code}）", en=f'"{title.in_("en")}" ({code})')


def question_names(procedure: Procedure, paths: Collection[str]) -> dict[str, Text]:
    asked = questions(procedure)
    return {path: asked[pattern(path)].label for path in paths if pattern(path) in asked}


def value_in_words(value: Any) -> Text:
    """As it would be written in the file, without the marks of a programming language."""
    if isinstance(value, bool):
        return Text("はい（true）" if value else "いいえ（false）", en="yes (true)" if value else "no (false)")
    if value is None or value in ("", [], {}):
        return Text("なし", en="nothing")
    if isinstance(value, date):
        return Text(value.isoformat())
    if isinstance(value, Mapping):
        return listed([_part(key, value_in_words(one)) for key, one in value.items()])
    if isinstance(value, (list, tuple)):
        return listed([value_in_words(one) for one in value])
    return Text(str(value))


def _part(key: str, words: Text) -> Text:
    return Text(f"{key}: {words.ja}", en=f"{key}: {words.in_('en')}")


def listed(words: Sequence[Text]) -> Text:
    if not words:
        return Text("なし", en="nothing")
    return Text("、".join(one.ja for one in words), en=", ".join(one.in_("en") for one in words))


def other_value(what: Text, expected: Any, found: Any) -> Text:
    wanted, came = value_in_words(expected), value_in_words(found)
    return Text(
        f"{what.ja}は {wanted.ja} のはずですが、{came.ja} でした。",
        en=f"{what.in_('en')} should be {wanted.in_('en')}; it was {came.in_('en')}.",
    )


def other_list(what: Text, expected: Sequence[str], found: Sequence[str], names: Named, *, ordered: bool = False) -> Text | None:
    """What is missing and what is too much, in one go; None where both are the same."""
    missing = [one for one in expected if one not in found]
    more = [one for one in found if one not in expected]
    ja, en = [], []
    if missing:
        said = listed([named(one, names) for one in missing])
        ja.append(f"{what.ja}に{said.ja}があるはずですが、ありませんでした。")
        en.append(f"{what.in_('en')} should have {said.in_('en')}, and did not.")
    if more:
        said = listed([named(one, names) for one in more])
        ja.append(f"{what.ja}に{said.ja}はないはずですが、ありました。")
        en.append(f"{what.in_('en')} should not have {said.in_('en')}, and did.")
    if not ja and ordered and list(expected) != list(found):
        before, after = (listed([named(one, names) for one in row]) for row in (expected, found))
        ja.append(f"{what.ja}の順番は{before.ja}のはずですが、{after.ja}でした。")
        en.append(f"{what.in_('en')} should be in the order {before.in_('en')}; it was {after.in_('en')}.")
    return Text("".join(ja), en=" ".join(en)) if ja else None


def other_errors(procedure: Procedure, expected: Mapping[str, str], found: Mapping[str, str], sentences: Named) -> Iterator[Text]:
    """Path by path: what was turned back and should not have been, or the other way round. `sentences`: as people read them."""
    names = question_names(procedure, {*expected, *found})
    for path in [*expected, *(path for path in found if path not in expected)]:
        wanted, came, name = expected.get(path), found.get(path), named(path, names)
        if wanted == came:
            continue
        if came is None:
            yield Text(
                f"{name.ja}は {wanted} として戻されるはずですが、そのまま通りました。",
                en=f"{name.in_('en')} should be turned back as {wanted}; it was taken.",
            )
            continue
        said = sentences.get(path)
        ja, en = (f"（{said.ja}）", f' ("{said.in_("en")}")') if said else ("", "")
        more_ja, more_en = ("例に答えを書き足してください。", " Add its answer to the example.") if came == "required" else ("", "")
        should_ja, should_en = (f" {wanted} として戻される", f"turned back as {wanted}") if wanted else ("そのまま通る", "taken")
        yield Text(
            f"{name.ja}は{should_ja}はずですが、{came} として戻されました{ja}。{more_ja}",
            en=f"{name.in_('en')} should be {should_en}; it was turned back as {came}{en}.{more_en}",
        )


def said_to_people(procedure: Procedure, answers: Mapping[str, Any], day: date) -> dict[str, Text]:
    """The sentence at each place that is wrong, in both languages."""
    said: list[dict[str, str]] = []
    for language in ("ja", "en"):
        with override(language):
            said.append({one.path: str(one.sentence) for one in check(procedure, answers, day) if not one.confirm})
    ja, en = said
    return {path: Text(sentence, en=en.get(path, sentence)) for path, sentence in ja.items()}


def of_refusal(notice: Text, refusal: Refused) -> Text:
    """What is wrong with the notice, in its own words."""
    with override("ja"):
        ja = str(refusal)
    with override("en"):
        en = str(refusal)
    return Text(f"通知「{notice.ja}」を作れません。{ja}", en=f'The notice "{notice.in_("en")}" cannot be made. {en}')


def no_such_example(name: str, others: Collection[str], *, circle: bool = False) -> Text:
    if circle:
        return Text(f"like をたどると、例「{name}」に戻ってしまいます。", en=f'Following like leads back to the example "{name}".')
    ja, en = hint(name, others)
    return Text(f"like に書いた例「{name}」がありません。{ja}".rstrip(), en=f'There is no example "{name}", which like names.{en}')


def no_such_question(path: str, paths: Collection[str]) -> Text:
    ja, en = hint(path, paths)
    return Text(f"「{path}」という問いはありません。{ja}".rstrip(), en=f'There is no question "{path}".{en}')


def no_such_place(path: str) -> Text:
    return Text(
        f"「{path}」には書けません。一覧には、いまある最後の次の番号までで足します。",
        en=f'Nothing can be put at "{path}"; a list grows by one at its end.',
    )


def kept_apart(path: str) -> Text:
    return Text(
        f"「{path}」の答えは封をして預かるため、例には書けません。",
        en=f'The answer to "{path}" is sealed, so no example can hold it.',
    )


def not_calculated(name: str, known: Collection[str]) -> Text:
    if name in known:
        return Text(
            f"「{name}」は、この例の答えでは計算されません（when に当てはまりません）。",
            en=f'"{name}" is not calculated for these answers (its "when" does not hold).',
        )
    ja, en = hint(name, known)
    return Text(f"「{name}」という計算（calculate）はありません。{ja}".rstrip(), en=f'Nothing called "{name}" is calculated.{en}')


NOT_DECIDED = Text(
    "says に通知の文を書いていますが、decided がないので、通知が作られません。",
    en='"says" expects words of the notice, but nothing is decided; write "decided".',
)
NO_REASON = Text(
    "認めない決定には理由が要ります。decided に reason を書いてください（行政手続法8条）。",
    en='A refusal needs its reason; write "reason" under "decided".',
)


def no_such_result(result: str) -> Text:
    return Text(
        f"decided の {result} に出す通知が、results にありません。",
        en=f'"results" names no notice for {result}, which is decided here.',
    )


def not_said(notice: Text, words: str) -> Text:
    return Text(
        f"通知「{notice.ja}」に「{words}」の文がありません。",
        en=f'The notice "{notice.in_("en")}" does not say "{words}".',
    )
