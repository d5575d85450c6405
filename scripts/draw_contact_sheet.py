"""Draw the contact sheets of the documentation: the characters, and the object classes, nine rows of eighteen.

Usage: PYTHONPATH=backend python scripts/draw_contact_sheet.py
"""

from pathlib import Path

from PIL import Image

from atelier.drawn import CHARACTERS, OBJECT_CLASSES, draw_character, draw_object

PICTURES = Path(__file__).parents[1] / "docs/pictures"


def centre(picture: Image.Image, side: int) -> Image.Image:
    """Return the middle square of a picture at the size given."""
    width, height = picture.size
    short = min(width, height)
    left, top = (width - short) // 2, (height - short) // 2
    square = picture.crop((left, top, left + short, top + short))
    return square.resize((side, side), Image.Resampling.LANCZOS)


def sheet(pictures: list[Image.Image], columns: int, side: int, gap: int = 3) -> Image.Image:
    """Lay pictures out in rows."""
    rows = -(-len(pictures) // columns)
    whole = Image.new("RGB", (columns * (side + gap) - gap, rows * (side + gap) - gap), "#ffffff")
    for index, picture in enumerate(pictures):
        at = (index % columns * (side + gap), index // columns * (side + gap))
        whole.paste(centre(picture, side), at)
    return whole


def main() -> None:
    """Write both sheets; every row of the first shows all characters."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    cast = [draw_character(name, 2024 + row) for row in range(6) for name in CHARACTERS]
    sheet(cast, len(CHARACTERS), 112).save(PICTURES / "drawn-characters.webp", quality=78, method=6)
    things = [draw_object(name, 11) for name in OBJECT_CLASSES[:162]]
    sheet(things, 18, 72).save(PICTURES / "drawn-objects.webp", quality=74, method=6)


if __name__ == "__main__":
    main()
