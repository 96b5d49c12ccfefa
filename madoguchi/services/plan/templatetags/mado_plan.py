"""Tags of the plan's pages: texts in the language that they have, terms explained, changes marked."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from madoguchi.city.public import Text
from madoguchi.engines.insight.public import Reading, chart, period_name, read
from madoguchi.services.plan.book import Book
from madoguchi.services.plan.comparing.texts import Span
from madoguchi.services.plan.explaining import pieces
from madoguchi.services.plan.figures import lives
from madoguchi.services.plan.picturing import NAMES, picture

register = template.Library()


def language() -> str:
    return get_language() or "ja"


@register.filter
def said(text: Text | None) -> SafeString | str:
    """A text; marked as Japanese where the page's language has none."""
    if text is None:
        return ""
    given, found = text.given(language())
    japanese_page = language().startswith("ja")
    return format_html('<span lang="ja">{}</span>', found) if given == "ja" and not japanese_page else found


@register.simple_tag(takes_context=True)
def explained(context: Any, text: Text | str | None) -> SafeString | str:
    """A text with its terms explained on focus and hover, each once a page. Other languages than Japanese as they are."""
    if text is None or (isinstance(text, Text) and text.given(language())[0] != "ja"):
        return said(text) if isinstance(text, Text) else ""
    book, found = context.get("book"), text.ja if isinstance(text, Text) else text
    if book is None:
        return found
    seen = context["terms"]
    inner = format_html_join("", "{}", ((_piece(one),) for one in pieces(found, book.glossary, seen)))
    return inner if language().startswith("ja") else format_html('<span lang="ja">{}</span>', inner)


def _piece(one: Any) -> SafeString | str:
    if one.word is None:
        return str(one.text)
    tip = f"term-{one.word.code}"
    return format_html(
        '<span class="term"><a href="{}#{}" aria-describedby="{}">{}</a><span role="tooltip" id="{}" class="tip">{}</span></span>',
        reverse("plan:words"),
        one.word.code,
        tip,
        one.text,
        tip,
        said(one.word.meaning),
    )


@register.simple_tag(takes_context=True)
def roadmap(context: Any, one: Any) -> SafeString:
    """The table of a measure's lines."""
    book = context["book"]
    return drawn(book, "_roadmap", f"{one.edition}/{one.code}", {"one": one, "edition": book.edition(one.edition)})


@register.simple_tag(takes_context=True)
def logic_model(context: Any, code: str) -> SafeString | str:
    """A measure's logic model: picture and text."""
    book = context["book"]
    logic = book.logics.get(code)
    if logic is None:
        return ""
    stages = [
        (name, NAMES[name], [(box, logic.after(place, box), book.indicators.get(box.indicator or "")) for box in boxes])
        for place, (name, boxes) in enumerate(logic.stages())
    ]
    says = {box.id: box.says for _name, boxes in logic.stages() for box in boxes}
    pictures = [mark_safe(picture(logic, language(), standing=standing)) for standing in (False, True)]  # noqa: S308  drawn by us
    return drawn(book, "_logic", code, {"book": book, "stages": stages, "says": says, "pictures": pictures})


@register.simple_tag(takes_context=True)
def figures_table(context: Any, code: str, family: Any) -> SafeString:
    """The table of a family of indicators, with its notes."""
    return drawn(context["book"], "_figures", code, {"book": context["book"], "family": family})


@register.tag
def kept(parser: Any, token: Any) -> "Kept":
    """`{% kept … %}…{% endkept %}`: what lies between is drawn once for a book, page and language, and anew when one of the
    values named has changed. Only for what says the same to everybody.
    """
    values = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(inside, values)


class Kept(template.Node):
    """One drawn page a place; the one before goes when its values are no longer those."""

    def __init__(self, inside: Any, values: list[Any]) -> None:
        self.nodelist, self.values = inside, values

    def render(self, context: Any) -> SafeString:
        book: Book = context["book"]
        place = ("page", context["request"].path, language())
        state = (context["over"], *(value.resolve(context) for value in self.values))
        if place not in book.drawn_for or book.drawn_for[place][0] != state:
            book.drawn_for[place] = state, self.nodelist.render(context)
        return book.drawn_for[place][1]


def drawn(book: Book, name: str, key: str, context: dict[str, Any]) -> SafeString:
    """A part that depends on the book and the language alone: drawn once a process, for a book never changes."""
    place = (name, key, language())
    if place not in book.drawn:
        book.drawn[place] = render_to_string(f"plan/{name}.html", context)
    return book.drawn[place]


@register.filter
def tracked(found: list[Span]) -> SafeString:
    """見え消し: struck and added text, told to those who only hear it too."""
    return format_html_join("", "{}", ((_span(one),) for one in found))


def _span(one: Span) -> SafeString | str:
    if one.kind == "same":
        return one.text
    word = _("追加：") if one.kind == "ins" else _("削除：")
    opening = format_html('<span class="only-heard">{}</span>', word)
    return format_html("<{0}>{1}{2}</{0}>", one.kind, opening, one.text)


@register.filter
def figure(value: float | None, decimals: int = 0) -> str:
    """1,234 or 72.81; a dash where nothing was counted."""
    return "―" if value is None else f"{value:,.{decimals}f}"


@register.simple_tag
def names(book: Any, standing: Any) -> str:
    """Departments in charge, in the language of the page."""
    joiner = "・" if language().startswith("ja") else ", "
    return joiner.join(str(name) for name in book.names_of(standing))


@register.filter
def period_of(indicator: Any, at: str) -> str:
    """2022 → 令和4年度, 2022-03 → 2022年3月末, in the language of the page."""
    return period_name(indicator.every, at, language())


@register.simple_tag(takes_context=True)
def figure_chart(context: Any, one: Any, top: float | None = None) -> SafeString:
    """The picture of an indicator; drawn once a process and language."""
    book: Book = context["book"]
    place = ("chart", f"{one.code}/{top or ''}", language())
    if place not in book.drawn:
        book.drawn[place] = mark_safe(chart(one, top=top))  # noqa: S308  drawn by us; texts are escaped there
    return book.drawn[place]


@register.simple_tag(takes_context=True)
def counted_now(context: Any) -> SafeString:
    """What Madoguchi counts itself: drawn anew when something was counted, or a day has passed."""
    book: Book = context["book"]
    key, state = ("counted", "", language()), context["drawn_for"]
    if key not in book.drawn_for or book.drawn_for[key][0] != state:
        found = lives(context["counted"], context["request"].received_at)
        listed = [found[one.code] for one in context["counted"] if one.code in found]
        book.drawn_for[key] = state, render_to_string("plan/_counted.html", {"found": listed})
    return book.drawn_for[key][1]


@register.filter
def svg(live: Any) -> SafeString:
    """The picture of what was counted."""
    drawn_now: str = live.chart
    return mark_safe(drawn_now)  # noqa: S308  drawn by us; texts are escaped there


@register.filter
def reading(one: Any) -> Any:
    """What an indicator's series says in words; what was read already stays."""
    return one if isinstance(one, Reading) else read(one)


@register.filter
def breaks_at(indicator: Any, period: str) -> bool:
    return any(one.at == period for one in indicator.breaks)
