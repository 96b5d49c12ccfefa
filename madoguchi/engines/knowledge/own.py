"""What this room itself makes findable: topics, and of the city's definitions departments, life events and words."""

from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import Department, LifeEvent, Word
from madoguchi.engines.knowledge.definitions.topic import Topic
from madoguchi.engines.knowledge.sources import Entry, findable_definitions, texts_of


def register() -> None:
    findable_definitions(Topic, "topic", _("知りたいこと"), _topic)
    findable_definitions(LifeEvent, "life-event", _("くらしの場面"), _life_event, weight=0.93)
    findable_definitions(Department, "department", _("担当課"), _department, weight=0.82)
    findable_definitions(Word, "word", _("言葉の説明"), _word, weight=0.62, listed=False)


def _topic(one: Topic) -> Entry:
    return Entry(
        "topic",
        one.code,
        one.title,
        link="topic",
        kana=one.kana,
        summary=one.summary,
        also=tuple(one.say),
        body=texts_of(*one.about),
        department=one.department or "",
    )


def _life_event(one: LifeEvent) -> Entry:
    return Entry("life-event", one.code, one.title, link="life-event", summary=one.summary, also=tuple(one.search))


def _department(one: Department) -> Entry | None:
    if one.until:
        return None
    return Entry("department", one.code, one.title, link="department", kana=one.kana, department=one.code)


def _word(one: Word) -> Entry:
    return Entry("word", one.code, one.title, link="word", kana=one.kana, also=tuple(one.also), body=texts_of(one.meaning))
