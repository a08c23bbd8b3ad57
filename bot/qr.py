"""The square that a phone's camera reads: an invitation link as a QR picture for a poster or a fridge."""

from __future__ import annotations

from io import BytesIO

# What a camera needs to find the code: four blank modules on each side, as ISO 18004 asks.
QUIET_ZONE_MODULES = 4
SMALLEST_SIDE_PX = 600
LONGEST_LINK_BYTES = 500


def qr_png(link: str) -> bytes:
    """Draws a link as a QR code.

    Error correction is level M or better: a fold or a coffee stain over 15 % of it may be read through.

    Args:
        link: an http, https or tg link, at most 500 bytes in UTF-8.

    Returns:
        A black and white PNG, square, at least 600 pixels a side, its quiet zone included.

    Raises:
        ValueError: for an empty or too long link, or one with blanks or control characters in it.
    """
    if not link.startswith(("https://", "http://", "tg://")):
        raise ValueError("only an http, https or tg link can be drawn")
    if len(link.encode()) > LONGEST_LINK_BYTES:
        raise ValueError(
            f"a link of more than {LONGEST_LINK_BYTES} bytes makes a code too fine for old phones"
        )
    if any(sign.isspace() or not sign.isprintable() for sign in link):
        raise ValueError("a link has no blanks or control characters in it")

    # Few people ask for a code, so nobody else waits for its library when the bot starts.
    import segno

    code = segno.make_qr(link, error="m", boost_error=True)
    side_modules = code.symbol_size(border=QUIET_ZONE_MODULES)[0]
    picture = BytesIO()
    code.save(
        picture,
        kind="png",
        border=QUIET_ZONE_MODULES,
        scale=-(-SMALLEST_SIDE_PX // side_modules),
        dark="#000",
        light="#fff",
    )
    return picture.getvalue()
