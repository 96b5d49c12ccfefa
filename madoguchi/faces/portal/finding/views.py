"""What is found, and the lists beside it. Nothing here is about a person."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.city.public import Department, Word, all_defined, departments
from madoguchi.core.calendar.public import today
from madoguchi.engines.knowledge import public as knowledge
from madoguchi.faces.portal.finding import linked_data
from madoguchi.faces.portal.finding.showing import rows_of, shown_help
from madoguchi.faces.portal.home.views import department_or_none, life_events, or_404
from madoguchi.faces.shell.guard import open_to

SHOWN = 20


@open_to("anyone")
@require_safe
def search(request: Any) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:200]
    answer = knowledge.search(query, limit=SHOWN)
    if query and not answer.sure and not answer.help:
        knowledge.note_vain(query, request.language.code, at=request.received_at)
    context = {
        "q": query,
        "rows": rows_of([result.entry for result in answer.results]),
        "sure": answer.sure,
        "help": [shown_help(one) for one in answer.help],
        "events": life_events(),
    }
    return render(request, "portal/finding/search.html", context)


@open_to("anyone")
@require_safe
def a_to_z(request: Any) -> HttpResponse:
    language = "en" if request.language.code == "en" else "ja"
    letters = [(letter.letter, rows_of(letter.entries)) for letter in knowledge.from_a_to_z(language)]
    return render(request, "portal/finding/a_to_z.html", {"letters": letters, "latin": language == "en"})


@open_to("anyone")
@require_safe
def topic(request: Any, code: str) -> HttpResponse:
    one = or_404(knowledge.Topic, code)
    known = {entry_key(entry): entry for entry in knowledge.entries()}
    wanted = [
        *(("procedure", c) for c in one.procedures),
        *(("purpose", c) for c in one.purposes),
        *(("bookable", c) for c in one.bookables),
        *(("life-event", c) for c in one.life_events),
    ]
    context = {
        "topic": one,
        "department": department_or_none(one.department) if one.department else None,
        "rows": rows_of([known[key] for key in wanted if key in known]),
        "words": [word for word in all_defined(Word) if word.code in one.words],
    }
    context["linked"] = [linked_data.service("topic", one, context["department"], request.language.code)]
    return render(request, "portal/finding/topic.html", context)


def entry_key(entry: knowledge.Entry) -> tuple[str, str]:
    return entry.kind, entry.code


@open_to("anyone")
@require_safe
def department_list(request: Any) -> HttpResponse:
    found = [one for one in departments(today(request.received_at)) if one.counter]
    return render(request, "portal/finding/departments.html", {"departments": sorted(found, key=lambda one: one.kana)})


@open_to("anyone")
@require_safe
def department(request: Any, code: str) -> HttpResponse:
    one = or_404(Department, code)
    day = today(request.received_at)
    entries = [entry for entry in knowledge.entries(("procedure", "topic", "bookable")) if entry.department == code]
    context = {
        "department": one,
        "exists": one.exists_on(day),
        "successors": [department for c in one.succeeded_by if (department := department_or_none(c))],
        "rows": rows_of(entries),
    }
    return render(request, "portal/finding/department.html", context)


@open_to("anyone")
@require_safe
def words(request: Any) -> HttpResponse:
    found = sorted(all_defined(Word), key=lambda word: word.kana)
    titles = {word.code: word.title for word in found}
    shown = [(word, [(code, titles[code]) for code in word.see if code in titles]) for word in found]
    return render(request, "portal/finding/words.html", {"words": shown})
