"""Small images for other pages, such as a README: a label, a value and a colour."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

CHARACTER = 6.6
"""Width of a character at 11 px in a common sans-serif font, in pixels; a badge a little too wide does no harm."""
COLOURS: Mapping[str, str] = {
    "good": "#1b7f4d",
    "fair": "#8a6100",
    "poor": "#b3261e",
    "bad": "#5d1442",
    "unknown": "#5f6672",
}
"""White text on each has a contrast of at least 4.5."""


def badge(label: str, value: str, tone: str) -> str:
    """The badge as SVG; both texts may be anything."""
    left, right = (round(len(text) * CHARACTER) + 12 for text in (label, value))
    name = escape(f"{label}: {value}", quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{name}">'
        f"<title>{name}</title>"
        f'<rect width="{left}" height="20" fill="#3b4252"/>'
        f'<rect x="{left}" width="{right}" height="20" fill="{COLOURS[tone]}"/>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">'
        f'<text x="{left / 2:g}" y="14">{escape(label)}</text>'
        f'<text x="{left + right / 2:g}" y="14">{escape(value)}</text></g></svg>\n'
    )
