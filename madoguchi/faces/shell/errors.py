"""Plain pages for what goes wrong: what happened, that nothing is lost, what to do next. They ask no database."""

import sys
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from madoguchi.faces.shell.context import Shell


@dataclass(frozen=True)
class Explanation:
    code: str
    title: Any
    lead: Any
    ways: tuple[Any, ...] = ()


_AGAIN = _("前のページに戻って、もう一度お試しください。")
_SAVED = _("すでに保存した入力内容は、なくなっていません。")

EXPLANATIONS = {
    400: Explanation("bad-request", _("このページは開けませんでした"), _("送られた内容を読み取れませんでした。"), (_AGAIN,)),
    403: Explanation(
        "not-permitted",
        _("このページを見る権限がありません"),
        _("ご本人か、担当の職員だけが見られるページです。"),
        (_("別のアカウントでサインインしている場合は、サインアウトしてから、もう一度お試しください。"),),
    ),
    404: Explanation(
        "not-found",
        _("ページが見つかりません"),
        _("アドレスが変わったか、ページがなくなった可能性があります。"),
        (_("アドレスに打ち間違いがないか、お確かめください。"), _("トップページから探してください。")),
    ),
    405: Explanation(
        "not-this-way",
        _("このページは、そのままでは開けません"),
        _("ボタンを押したときにだけ使うアドレスです。前に押したボタンの操作は、もう終わっていることがあります。"),
        (_("前のページかトップページに戻って、いまの状態を確かめてください。"),),
    ),
    409: Explanation(
        "conflict",
        _("ほかの操作と重なりました"),
        _("このページを開いている間に、同じ内容が別の画面か別の人によって変えられました。"),
        (_("前のページを開き直して、いまの内容を確かめてください。"),),
    ),
    410: Explanation(
        "unreadable",
        _("内容を表示できません"),
        _("このデータは消去されたか、ここでは開けません。"),
        (_("保存の期間が過ぎて消去されたものは、もう戻せません。"), _("心当たりがないときは、担当の課にお問い合わせください。")),
    ),
    413: Explanation(
        "too-large",
        _("送られたデータが大きすぎます"),
        _("ファイルの大きさか、項目の数が上限を超えました。"),
        (_("ファイルを小さくするか、分けて送ってください。"), _("書類は、郵送や窓口でも提出できます。")),
    ),
    429: Explanation(
        "too-many",
        _("操作の回数が多すぎます"),
        _("安全のため、しばらくの間、この操作を止めています。"),
        (_("数分たってから、もう一度お試しください。"),),
    ),
    500: Explanation(
        "error",
        _("システムに問題が起きました"),
        _("この問題は、記録されました。"),
        (_SAVED, _("少したってから、もう一度お試しください。")),
    ),
    503: Explanation(
        "unavailable",
        _("いまは利用できません"),
        _("点検中か、一時的に混み合っています。"),
        (_SAVED, _("数分たってから、もう一度お試しください。")),
    ),
}
_CSRF = Explanation(
    "form-expired",
    _("送信できませんでした"),
    _("ページを開いてから時間がたったか、サインインの状態が変わったため、安全のために送信を止めました。まだ何も送られていません。"),
    (
        _SAVED,
        _("ブラウザーの「戻る」で前のページに戻り、ページを再読み込みしてから、もう一度送ってください。"),
        _("ブラウザーでCookieを使わない設定にしている場合は、使う設定にしてください。"),
    ),
)
_LAST = (
    '<!doctype html><html lang="ja"><meta charset="utf-8"><title>500</title><h1>システムに問題が起きました</h1>'
    "<p>少したってから、もう一度お試しください。</p>"
    "<h2>やさしい日本語</h2><p>いま、使えません。少し 待（ま）って、もう一度 見てください。</p>"
    '<div lang="en"><h2>English</h2><p>Something went wrong. Please try again in a little while.</p></div></html>'
)


def error_page(request: HttpRequest | None, status: int, *, said: Any = "", about: Explanation | None = None) -> HttpResponseBase:
    """The page for a status; `said` is a sentence for this case, in the person's words."""
    about = about or EXPLANATIONS[status]
    path = request.path_info if request is not None else ""
    if path.startswith("/api/"):
        body = {"type": "about:blank", "title": str(about.title), "status": status, "code": about.code}
        return JsonResponse(body, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False})
    shell = Shell(request, plain=True, face="desk" if path.startswith("/desk/") else "portal")
    context = {"shell": shell, "status": status, "about": about, "said": said, "request_id": getattr(request, "id", "")}
    response = HttpResponse(render_to_string("errors/page.html", context), status=status)
    if status in {429, 503}:
        response.headers["Retry-After"] = "120"
    response.headers["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return error_page(request, 413 if large else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    return error_page(request, 403, said=str(exception or ""))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    said = exception.args[0] if exception and exception.args and isinstance(exception.args[0], str) else ""
    return error_page(request, 404, said=said)


def not_this_way(request: HttpRequest, refused: HttpResponseBase) -> HttpResponseBase:
    """An address that only takes what a button sends, opened from the address bar or the history."""
    response = error_page(request, 405)
    response.headers["Allow"] = refused.headers["Allow"]
    return response


def conflict(request: HttpRequest, said: Any = "") -> HttpResponseBase:
    return error_page(request, 409, said=said)


def gone(request: HttpRequest, said: Any = "") -> HttpResponseBase:
    """What was sealed can be opened no more, or not here."""
    return error_page(request, 410, said=said)


def too_large(request: HttpRequest, said: Any = "") -> HttpResponseBase:
    return error_page(request, 413, said=said)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    return error_page(request, 429)


def unavailable(request: HttpRequest, said: Any = "") -> HttpResponseBase:
    return error_page(request, 503, said=said)


def server_error(request: HttpRequest | None = None) -> HttpResponseBase:
    """A database that does not answer is 503: it passes. If even this page fails, a last one stands by itself."""
    passing = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    try:
        return error_page(request, 503 if passing else 500)
    except Exception:
        return HttpResponse(_LAST, status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """The form was turned back, not what is saved."""
    return error_page(request, 403, about=_CSRF)
