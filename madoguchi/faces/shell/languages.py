"""The languages of the pages: 日本語 at the root, やさしい日本語 under /easy/, English under /en/; none at the desk."""

from dataclasses import dataclass

from django.conf.locale import LANG_INFO

LANG_INFO["ja-easy"] = {
    "bidi": False,
    "code": "ja-easy",
    "name": "Easy Japanese",
    "name_local": "やさしい日本語",
}


@dataclass(frozen=True)
class PageLanguage:
    code: str
    """Of Django: the catalogues lie in locale/ja, locale/ja_Easy, locale/en."""
    prefix: str
    """What stands before every path in this language."""
    name: str
    html: str
    """For `lang` and `hreflang`: easy Japanese is Japanese."""


JAPANESE = PageLanguage("ja", "", "日本語", "ja")
PAGE_LANGUAGES = (
    JAPANESE,
    PageLanguage("ja-easy", "/easy", "やさしい日本語", "ja"),
    PageLanguage("en", "/en", "English", "en"),
)

UNPREFIXED = ("/desk/", "/api/", "/static/", "/healthz", "/readyz", "/relay/", "/robots.txt", "/sitemap.xml", "/embed.js")
"""Below these nothing is said in the address about the language."""


def split_path(path: str) -> tuple[PageLanguage | None, str]:
    """`/en/cases/` → English, `/cases/`; None where the path names no language."""
    for language in PAGE_LANGUAGES:
        if language.prefix and (path == language.prefix or path.startswith(f"{language.prefix}/")):
            return language, path[len(language.prefix) :]
    return None, path


def takes_prefix(path: str) -> bool:
    return not path.startswith(UNPREFIXED) and path != "/desk"


def in_language(path: str, language: PageLanguage) -> str:
    """The same page in another language; a page of the desk stays where it is."""
    bare = split_path(path)[1] or "/"
    return f"{language.prefix}{bare}" if takes_prefix(bare) else bare


def language_of_code(code: str | None) -> PageLanguage:
    """Japanese for whatever we have no pages in."""
    return next((one for one in PAGE_LANGUAGES if code in {one.code, one.prefix.removeprefix("/") or "ja"}), JAPANESE)
