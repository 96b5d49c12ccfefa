"""Pictures are made anew: upright, reduced, without what the camera wrote into them. The original is not kept."""

import io
import warnings
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageOps, ImageSequence
from pillow_heif import register_heif_opener

from madoguchi.core.files.limits import Limits
from madoguchi.core.files.refusals import FileBroken, PictureTooLarge

register_heif_opener()

OPENERS = {
    "jpeg": ("JPEG", "MPO"),
    "png": ("PNG",),
    "heic": ("HEIF",),
    "webp": ("WEBP",),
    "tiff": ("TIFF",),
    "gif": ("GIF",),
}
MOST_PAGES, QUALITY = 50, 85


@dataclass(frozen=True)
class Remade:
    kind: str
    data: bytes


def remake(file: BinaryIO, kind: str, limits: Limits) -> Remade:
    """JPEG for photographs; PNG stays PNG; a TIFF of several pages stays one. Raises PictureTooLarge, FileBroken."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=OPENERS[kind]) as picture:
                return _remade(picture, kind, limits)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise PictureTooLarge(size="—") from error
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError, TypeError, IndexError, MemoryError) as error:
        raise FileBroken from error


def _remade(picture: Image.Image, kind: str, limits: Limits) -> Remade:
    pages = getattr(picture, "n_frames", 1) if kind == "tiff" else 1
    if pages > MOST_PAGES:
        raise PictureTooLarge(size=f"{pages} ページ")
    if kind == "tiff" and pages > 1:
        frames = [_upright(frame, limits).convert("RGB") for frame in ImageSequence.Iterator(picture)]
        return Remade("tiff", _saved(frames[0], "TIFF", save_all=True, append_images=frames[1:], compression="jpeg"))
    made = _upright(picture, limits)
    if kind in {"png", "gif"} or (kind in {"webp", "tiff"} and _transparent(made)):
        plain = made if made.mode in {"1", "L", "LA", "RGB", "RGBA"} else made.convert("RGBA" if _transparent(made) else "RGB")
        return Remade("png", _saved(_bare(plain), "PNG", optimize=False))
    return Remade("jpeg", _saved(_bare(made.convert("RGB")), "JPEG", quality=QUALITY))


def _upright(picture: Image.Image, limits: Limits) -> Image.Image:
    width, height = picture.size
    if width * height > limits.most_pixels or max(width, height) > 30_000:
        raise PictureTooLarge(size=f"{width}×{height}")
    if picture.format in {"JPEG", "MPO"}:
        picture.draft("RGB", (limits.longest_side, limits.longest_side))
    picture.load()
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((limits.longest_side, limits.longest_side), Image.Resampling.LANCZOS)
    return upright


def _transparent(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def _bare(picture: Image.Image) -> Image.Image:
    """The pixels alone: what else a picture carries would be written again."""
    picture = picture.copy()
    picture.info = {}
    picture.getexif().clear()
    return picture


def _saved(picture: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()
