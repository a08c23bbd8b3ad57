"""Proves that the picture of an invitation link can be read by a camera."""

from __future__ import annotations

import struct
import zlib

import pytest
import segno

from bot.qr import QUIET_ZONE_MODULES, SMALLEST_SIDE_PX, qr_png

INVITATION = "https://t.me/goodturn_bot?start=3kJ8fQx-_aaaaaaaaaaaaaaa"


def dark_pixels(png: bytes) -> list[list[bool]]:
    """Returns the rows of a PNG of one bit a pixel, in grey, true where it is dark."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, bits, colour = struct.unpack(">IIBB", png[16:26])
    assert (bits, colour) == (1, 0)
    packed, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + length]
        at += 12 + length
    raw, stride = zlib.decompress(packed), (width + 7) // 8 + 1
    rows = [bytes(stride - 1)]
    for start in range(0, height * stride, stride):
        line = raw[start + 1 : start + stride]
        # Of the five ways a PNG may write a row only two are used here: as it is, and as what has changed.
        assert raw[start] in {0, 2}
        rows.append(
            line if raw[start] == 0 else bytes(a + b & 255 for a, b in zip(line, rows[-1], strict=True))
        )
    return [[not row[x // 8] >> (7 - x % 8) & 1 for x in range(width)] for row in rows[1:]]


@pytest.mark.parametrize("link", [INVITATION, "https://t.me/a", "https://example.org/" + "x" * 480])
def test_every_module_of_the_code_is_where_a_camera_expects_it(link: str) -> None:
    """Sampled in the middle of each module, the picture is the code of that link, dark on light."""
    code = segno.make_qr(link, error="m", boost_error=True)
    pixels = dark_pixels(qr_png(link))
    modules = len(code.matrix)
    scale = len(pixels) // (modules + 2 * QUIET_ZONE_MODULES)
    assert len(pixels) == len(pixels[0]) == scale * (modules + 2 * QUIET_ZONE_MODULES)
    seen = [
        [
            pixels[(row + QUIET_ZONE_MODULES) * scale + scale // 2][
                (column + QUIET_ZONE_MODULES) * scale + scale // 2
            ]
            for column in range(modules)
        ]
        for row in range(modules)
    ]
    assert seen == [[bool(module) for module in row] for row in code.matrix]


def test_the_picture_is_large_and_has_its_quiet_zone() -> None:
    """The picture is at least 600 pixels a side, and four modules all around it are blank."""
    pixels = dark_pixels(qr_png(INVITATION))
    side = len(pixels)
    assert side >= SMALLEST_SIDE_PX
    scale = side // (len(segno.make_qr(INVITATION, error="m").matrix) + 2 * QUIET_ZONE_MODULES)
    blank = QUIET_ZONE_MODULES * scale
    assert not any(any(row) for row in pixels[:blank] + pixels[-blank:])
    assert not any(any(row[:blank]) or any(row[-blank:]) for row in pixels)
    assert pixels[blank][blank], "the finder pattern starts right after the quiet zone"


def test_a_tenth_of_the_code_may_be_spoiled() -> None:
    """The code is made so that 15 % of it at least may be covered and it still reads."""
    assert segno.make_qr(INVITATION, error="m", boost_error=True).error in {"M", "Q", "H"}


@pytest.mark.parametrize(
    "link", ["", "t.me/x", "javascript:alert(1)", "https://t.me/a b", "https://t.me/\x00"]
)
def test_what_is_no_link_is_not_drawn(link: str) -> None:
    """An empty link, another scheme, a blank or a control character is a mistake of ours."""
    with pytest.raises(ValueError, match="link"):
        qr_png(link)


def test_a_link_too_long_for_an_old_phone_is_not_drawn() -> None:
    """More than 500 bytes make the modules too small to be read from a fridge."""
    with pytest.raises(ValueError, match="too fine"):
        qr_png("https://example.org/" + "x" * 500)
