"""What the city knows already, beside what the answers say: an earlier case, and whatever other rooms register.

A room registers `KNOWN.register("code", function)`; the function gets the case and who looks, and gives `Known` values
at the paths of questions. It shows only what that person may see.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madoguchi.core.registry import Registry
from madoguchi.core.text.public import address_key, fold
from madoguchi.engines.cases.answers import pattern, questions, words_of
from madoguchi.engines.cases.models import Case, RunMember
from madoguchi.engines.cases.reading import Person
from madoguchi.engines.cases.search.asking import carrying, marks_of, newest_answers, read
from madoguchi.engines.forms.public import get, leaves
from madoguchi.engines.people.public import Actor


@dataclass(frozen=True)
class Known:
    """A value as the question would keep it, where it comes from, and of which day it is."""

    path: str
    value: Any
    source: str | Promise
    on: date | None = None


Source = Callable[[Any, Actor], Iterable[Known]]
KNOWN: Registry[Source] = Registry("sources of what is known")


@dataclass(frozen=True)
class KnownOtherwise:
    """An answer that is other than what is known, both in words."""

    path: str
    written: str
    known: str
    source: str | Promise
    on: date | None = None


def known_otherwise(case: Any, who: Person, *, by: Actor, language: str = "ja") -> list[KnownOtherwise]:
    """What differs, in the order of the answers. Where nothing is known nothing differs."""
    definition, answers = case.definition, answers_now(case)
    known = [one for _code, source in KNOWN.items() for one in source(case, by)]
    if earlier := earlier_case(case, who, by=by):
        known += list(said_before(case, earlier, _("前回の申請")))
    if granted := granted_case(case, by=by):
        known += list(said_before(case, granted, _("認定されている申請")))
    found = []
    for one in known:
        written, value = get(answers, one.path), one.value
        if alike(definition, one.path, written, value):
            continue
        words = (words_of(definition, one.path, written, language), words_of(definition, one.path, value, language))
        if words[0] != words[1]:
            found.append(KnownOtherwise(one.path, *words, one.source, one.on))
    return found


def answers_now(case: Any) -> dict[str, Any]:
    """The newest answers, of a case with or without its revisions at hand."""
    later = getattr(case.application, "later_revisions", None)
    if later is None:
        return newest_answers(case)
    newest = max(later, key=lambda revision: revision.number, default=None)
    found: dict[str, Any] = newest.answers if newest else case.application.answers
    return found


def earlier_case(case: Any, who: Person, *, by: Actor) -> Any:
    """The last case of the same procedure that the same person had before: by account, or by name and birthday. One
    that was taken back says nothing.
    """
    rows = Case.objects.visible_to(by).filter(procedure=case.procedure, withdrawal=None, pk__lt=case.pk)
    if case.account_id:
        rows = rows.filter(account_id=case.account_id)
    elif who.name and who.birth:
        rows = rows.filter(pk__in=carrying(marks_of(who))[0])
    else:
        return None
    last = rows.order_by("-pk").values_list("pk", flat=True).first()
    return read([last])[0] if last else None


def granted_case(case: Any, *, by: Actor) -> Any:
    """Of a case that answers a run: the granted case for which the person was asked."""
    seen = Case.objects.visible_to(by).filter(pk=OuterRef("case"))
    asked = RunMember.objects.filter(Exists(seen), answer=case.pk).values_list("case", flat=True).first()
    return read([asked])[0] if asked else None


def said_before(case: Any, earlier: Any, source: str | Promise) -> Iterable[Known]:
    """The earlier answers at the questions that both ask, in the same way."""
    here, there = questions(case.definition), questions(earlier.definition)
    before = newest_answers(earlier)
    for path in dict.fromkeys(question_paths(before, there)):
        name = pattern(path)
        if name in here and here[name].type == there[name].type and here[name].type not in UNCOMPARED:
            yield Known(path, get(before, path), source, earlier.received_on)


UNCOMPARED = {"consent", "file", "my-number"}
"""Given anew each time, or sealed apart."""


def question_paths(answers: Mapping[str, Any], known: Mapping[str, Any]) -> Iterable[str]:
    for path, _value in leaves(answers):
        here = path
        while here and pattern(here) not in known:
            here = here.rpartition(".")[0]
        if here:
            yield here


def alike(definition: Any, path: str, one: Any, other: Any) -> bool:
    """Spelling is no difference: names and addresses are compared folded."""
    if one == other:
        return True
    question = questions(definition).get(pattern(path))
    if question is None or not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return False
    if question.type == "name":
        return all(fold(str(one.get(part, ""))) == fold(str(other.get(part, ""))) for part in ("family", "given"))
    if question.type == "postal-address":
        return address_key(line_of(one)) == address_key(line_of(other))
    return False


def line_of(address: Mapping[str, Any]) -> str:
    return "".join(str(address.get(part) or "") for part in ("prefecture", "city", "street", "building"))
