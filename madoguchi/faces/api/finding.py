"""Finding for machines: the same answer as the search page gives."""

from typing import Any

from ninja import Query, Router, Schema

from madoguchi.core.links.public import link_to
from madoguchi.engines.knowledge import public as knowledge
from madoguchi.faces.api import schemas
from madoguchi.faces.portal.finding.machines import rich_menu as menu_of
from madoguchi.faces.shell.guard import open_to
from madoguchi.faces.shell.languages import language_of_code

router = Router(tags=["search"])
LANGUAGES = {"easy": "ja-easy", "ja-easy": "ja-easy", "en": "en"}


class Found(Schema):
    """`score` compares within one answer only."""

    title: str
    kind: str
    url: str
    code: str
    score: float


class HelpLine(Schema):
    """`confirmed`: the city has checked the number."""

    name: str
    number: str
    confirmed: bool


class Help(Schema):
    """What stands above all results where the words tell of a crisis."""

    code: str
    title: str
    text: str
    lines: list[HelpLine]


class Search(Schema):
    results: list[Found]
    help: list[Help]


@router.get("/search", response={200: Search, **schemas.Errors}, summary="探す")
@open_to("anyone")
def search(request: Any, q: str = Query("", max_length=500), lang: str = "", limit: int = Query(10, ge=1, le=50)) -> Any:
    language = LANGUAGES.get(lang.lower().replace("_", "-"), "ja" if lang else request.language.code)
    answer = knowledge.search(q, limit=limit)
    if q.strip() and not answer.sure and not answer.help:
        knowledge.note_vain(q, language, at=request.received_at)
    results = [
        {
            "title": result.title.in_(language),
            "kind": result.entry.kind,
            "url": link_to(result.entry.link, result.entry.at or result.entry.code, language=language),
            "code": result.entry.code,
            "score": result.score,
        }
        for result in answer.results
    ]
    return {"results": results, "help": [_help(one, language) for one in answer.help]}


@router.get("/rich-menu", response={200: schemas.AnyJson}, summary="LINEのリッチメニュー")
@open_to("anyone")
def rich_menu(request: Any, lang: str = "ja") -> Any:
    return menu_of(language_of_code(LANGUAGES.get(lang.lower().replace("_", "-"), "ja")))


def _help(one: knowledge.Crisis, language: str) -> dict[str, Any]:
    lines = [{"name": line.name.in_(language), "number": line.number, "confirmed": line.confirmed} for line in one.lines]
    return {"code": one.code, "title": one.title.in_(language), "text": one.text.in_(language), "lines": lines}
