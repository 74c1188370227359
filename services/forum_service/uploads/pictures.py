"""Pictures are never kept as they came: decoded and written anew they hold no place, no camera, no script."""

import io
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _

from forum_service.uploads.rules import THUMBS, Refused

# What a picture may have: of pixels in all, of frames, and of pixels over all its frames.
PIXELS = 40_000_000
FRAMES = 300
MOVING_PIXELS = 60_000_000
# MPO is what some cameras make: a JPEG with a second picture behind it.
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
# A picture of forty million pixels takes some hundred megabytes while it is written.
_ONE_AT_A_TIME = threading.Lock()
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    ArithmeticError,
    LookupError,
    MemoryError,
    struct.error,
)


@dataclass(frozen=True, kw_only=True)
class Thumb:
    """A picture made small enough for a box."""

    data: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture written anew, with its thumbnails by the width of their box."""

    data: bytes
    media_type: str
    width: int
    height: int
    thumbs: dict[int, Thumb]


def is_picture(head: bytes) -> bool:
    """Whether the first bytes are those of a picture we take; what it really is, decoding tells."""
    starts = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")
    return head.startswith(starts) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def recast(path: Path) -> Picture:
    """Read a picture and write it anew, upright and without anything but its pixels; raises Refused."""
    # Pillow takes a tenth of a second to load; most requests need none of it.
    from PIL import Image

    try:
        with _ONE_AT_A_TIME, Image.open(path, formats=list(_TYPES)) as image:
            _check_measures(image)
            return _recast(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(_too_large()) from None
    except _BROKEN:
        raise Refused(_("This picture cannot be read. It may be damaged.")) from None


def _check_measures(image: Any) -> None:
    pixels = image.width * image.height
    if pixels > PIXELS:
        raise Refused(_too_large())
    frames = getattr(image, "n_frames", 1) if image.format in ("GIF", "WEBP") else 1
    if frames > FRAMES or (frames > 1 and frames * pixels > MOVING_PIXELS):
        raise Refused(_("This animation is too long. Please send a video link or a shorter one."))


def _too_large() -> object:
    return _(
        "This picture has too many pixels: at most %(count)s million. Please make it smaller.",
        count=PIXELS // 1_000_000,
    )


def _recast(image: Any) -> Picture:
    from PIL import ImageOps

    kind = "JPEG" if image.format == "MPO" else image.format
    moving = kind in ("GIF", "WEBP") and getattr(image, "n_frames", 1) > 1
    first = _bare(image if moving else ImageOps.exif_transpose(image))
    data = _moving(image, kind) if moving else _written(first, kind)
    return Picture(
        data=data,
        media_type=_TYPES[kind],
        width=first.width,
        height=first.height,
        thumbs={box: _thumb(first, box) for box in THUMBS if max(first.size) > box},
    )


def _bare(image: Any) -> Any:
    """The pixels alone: one of three modes, and none of the notes a file carries."""
    clear = "A" in image.getbands() or "transparency" in image.info
    if image.mode.startswith(("I", "F")):
        image = image.convert("L")
    bare = image.convert("RGBA" if clear else "L" if image.mode in ("1", "L") else "RGB")
    bare.info.clear()
    return bare


def _written(image: Any, kind: str) -> bytes:
    options: dict[str, Any] = {
        "JPEG": {"quality": 85, "progressive": True, "optimize": image.width * image.height < 8_000_000},
        "WEBP": {"quality": 82, "method": 3},
    }.get(kind, {})
    if kind == "JPEG" and image.mode == "RGBA":
        image = image.convert("RGB")
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _moving(image: Any, kind: str) -> bytes:
    frames = list(_frames(image))
    times = [max(20, min(int(duration), 60_000)) for _frame, duration in frames]
    out = io.BytesIO()
    frames[0][0].save(
        out,
        kind,
        save_all=True,
        append_images=[frame for frame, _duration in frames[1:]],
        duration=times,
        loop=0,
    )
    return out.getvalue()


def _frames(image: Any) -> Iterator[tuple[Any, float]]:
    for number in range(image.n_frames):
        image.seek(number)
        yield _bare(image), image.info.get("duration", 100) or 100


def _thumb(image: Any, box: int) -> Thumb:
    small = image.copy()
    small.thumbnail((box, box), reducing_gap=2.0)
    # What every browser shows: JPEG, and PNG where something is clear.
    kind = "PNG" if small.mode == "RGBA" else "JPEG"
    out = io.BytesIO()
    small.save(
        out, kind, **({"quality": 78, "progressive": True, "optimize": True} if kind == "JPEG" else {})
    )
    return Thumb(data=out.getvalue(), media_type=_TYPES[kind], width=small.width, height=small.height)
