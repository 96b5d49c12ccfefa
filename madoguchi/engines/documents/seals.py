"""公印: left out by default, as the notice then says. A city that prints it puts a picture beside its data."""

import base64
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused

PLACES = ("svg", "png")


class NoSealInDemo(Refused):
    code, message = "no-seal-in-demo", _("デモでは公印を印字しません。「公印省略」で発行してください。")


class SealMissing(Refused):
    code, message = (
        "seal-missing",
        _("公印の画像がありません（{path}）。情報政策課に伝えるか、「公印省略」で発行してください。"),
    )


def seal_picture(sender: str) -> str:
    """The seal of that sender as SVG. Raises NoSealInDemo, SealMissing."""
    if settings.MADO_DEMO:
        raise NoSealInDemo
    folder = Path(settings.MADO_HOME) / "seals"
    for ending in PLACES:
        path = folder / f"{sender}.{ending}"
        if path.is_file():
            return path.read_text(encoding="utf-8") if ending == "svg" else _wrapped(path.read_bytes())
    raise SealMissing(path=folder / f"{sender}.png")


def _wrapped(png: bytes) -> str:
    picture = base64.b64encode(png).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<image width="100" height="100" href="data:image/png;base64,{picture}"/></svg>'
    )
