"""What came of an action: a sentence on the next page, whether it was done or refused."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import NotFound, NotPermitted, Refused

T = TypeVar("T")


def attempt(request: Any, act: Callable[[], object], done: str = "") -> bool:
    """Do it. A refusal becomes a sentence; one about rights or existence goes on to its own page."""
    try:
        act()
    except (NotPermitted, NotFound):
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    if done:
        messages.success(request, done)
    return True


def attempt_each(request: Any, things: Iterable[T], act: Callable[[T], object]) -> int:
    """Do it to each, every one for itself; how many it was. Each kind of refusal is said once."""
    done, refused = 0, dict[str, str]()
    for thing in things:
        try:
            act(thing)
            done += 1
        except (NotPermitted, NotFound):
            raise
        except Refused as refusal:
            refused[refusal.code] = str(refusal)
    for sentence in refused.values():
        messages.error(request, sentence)
    return done


def back(request: Any, otherwise: str) -> HttpResponseRedirect:
    """To the list as it was filtered, where the form says so and it is an address of ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(wanted if ours else otherwise)


OF_BATCHES: dict[str, Any] = {
    "fault": _("処理の途中で誤りが起きました。案件は変わっていません。"),
    "taken-out": _("決裁の前に、起案が取り下げられました。"),
    "given-back": _("決裁のあと、決定できませんでした。理由は案件のメモにあります。"),
    "sent-back": _("差し戻されました。"),
    "batch-withdrawn": _("起案が取り下げられました。"),
}


def sentence_of(code: str) -> str:
    """The sentence of a refusal that was kept by its code."""
    return str(OF_BATCHES.get(code) or _sentences().get(code) or code)


@cache
def _sentences() -> dict[str, Any]:
    found: dict[str, Any] = {}
    left: list[type[Refused]] = [Refused]
    while left:
        one = left.pop()
        found.setdefault(one.code, one.message)
        left += one.__subclasses__()
    return found
