"""How a language code wants dates written: `ja`, plain Japanese (`ja-easy`, `easy`), English for all others."""


def japanese(language: str) -> bool:
    return language.startswith("ja") or language == "easy"


def plain_japanese(language: str) -> bool:
    return language.endswith("easy")
