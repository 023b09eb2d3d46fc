#!/usr/bin/python3
"""Pages of text for bench_text: one passage in twelve fonts, each clean and in four degradations of photos.

Usage: bench/quality/render_text.py FOLDER     writes NAME.png (clean) or NAME.jpg, and NAME.txt with what it says

Fonts come from the packages of the group `bench` in tools/packages.txt; one that is missing is named and left out. The
same seed gives the same pages.
"""

import io
import random
import sys
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONTS = {
    "dejavu-sans": "dejavu/DejaVuSans.ttf",
    "dejavu-serif": "dejavu/DejaVuSerif.ttf",
    "dejavu-mono": "dejavu/DejaVuSansMono.ttf",
    "liberation-sans": "liberation2/LiberationSans-Regular.ttf",
    "liberation-serif": "liberation2/LiberationSerif-Regular.ttf",
    "liberation-mono": "liberation2/LiberationMono-Bold.ttf",
    "lato": "lato/Lato-Regular.ttf",
    "open-sans": "open-sans/OpenSans-Regular.ttf",
    "carlito": "crosextra/Carlito-Regular.ttf",
    "caladea": "crosextra/Caladea-Regular.ttf",
    "roboto": "roboto/unhinted/RobotoTTF/Roboto-Regular.ttf",
    "libertine": "linux-libertine/LinLibertine_R.otf",
}
ROOTS = [Path("/usr/share/fonts/truetype"), Path("/usr/share/fonts/opentype")]
LINES = [
    "The quiz night moves to Thursday, 14 March, at half past seven.",
    "Please bring one pen for each team; the Anchor will lend cards.",
    "Last year 128 people came and we raised 1,946.50 for the roof.",
    "",
    "Questions? Write to Maud Ferris, 22 Harbour Lane, or call 0555 0173.",
    "Parking is free after six behind the library (not on the quay!).",
    "Soup and bread cost 4.80, a jacket potato with beans 6.25.",
    "If it rains, the walk on Sunday begins at the boat shed instead.",
    "",
    "Zoe's list: flour, butter, six eggs, oat milk, paper & envelopes.",
    "Keys 7 and 9 hang next to the blue door; code book on the shelf.",
]


def font_file(relative: str) -> Path | None:
    """The font below one of the roots."""
    return next((root / relative for root in ROOTS if (root / relative).is_file()), None)


def page(font: ImageFont.FreeTypeFont, ink: int = 20, paper: int = 252) -> Image.Image:
    """The passage as a printed page."""
    height = int(font.size * 1.45)
    width = int(max(font.getlength(line) for line in LINES)) + 120
    image = Image.new("L", (width, height * len(LINES) + 120), paper)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(LINES):
        draw.text((60, 60 + number * height), line, font=font, fill=ink)
    return image


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    """Through a jpeg of that quality and back."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return Image.open(io.BytesIO(buffer.getvalue())).convert("L")


def noisy(image: Image.Image, chance: random.Random, strength: int) -> Image.Image:
    """Grain of a small sensor."""
    grain = Image.frombytes("L", image.size, chance.randbytes(image.width * image.height))
    grain = grain.point([128 + (i - 128) * strength // 128 for i in range(256)])
    return ImageChops.add(image, grain, 1, -128)


def shaded(image: Image.Image) -> Image.Image:
    """The shadow of whoever takes the photo: half of the light is gone in a corner."""
    shade = Image.linear_gradient("L").rotate(35, expand=True, fillcolor=128)
    shade = shade.crop((60, 60, shade.width - 60, shade.height - 60)).resize(image.size)
    return ImageChops.multiply(image, shade.point([110 + i * 145 // 255 for i in range(256)]))


def degraded(font_name: str, size: int, chance: random.Random) -> dict[str, Image.Image]:
    """The four: tilted and shaded, blurred and grainy, small and compressed, light on dark."""
    file = str(font_file(FONTS[font_name]))
    plain = page(ImageFont.truetype(file, size))
    tilted = plain.rotate(chance.choice([-4, -2.5, 3, 5]), resample=Image.Resampling.BICUBIC, expand=True, fillcolor=225)
    blurred = plain.filter(ImageFilter.GaussianBlur(1.4))
    small = page(ImageFont.truetype(file, 15))
    dark = page(ImageFont.truetype(file, size), ink=225, paper=35)
    return {
        "tilted": jpeg(noisy(shaded(tilted), chance, 14), 75),
        "blurred": jpeg(noisy(blurred, chance, 40), 60),
        "small": jpeg(small, 55),
        "dark": jpeg(noisy(dark, chance, 24), 70),
    }


def main(folder: Path) -> int:
    """Writes all pages; returns the exit code."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [name for name, relative in FONTS.items() if font_file(relative) is None]
    if missing:
        print(f"render_text: NOT RENDERED: {', '.join(missing)}; run tools/install bench", file=sys.stderr)
    text = "\n".join(line for line in LINES if line)
    for number, name in enumerate(sorted(set(FONTS) - set(missing))):
        chance = random.Random(number)
        size = 28 + number % 4 * 4
        pages = {"clean": page(ImageFont.truetype(str(font_file(FONTS[name])), size)), **degraded(name, size, chance)}
        for kind, image in pages.items():
            image.save(folder / f"{kind}-{name}.{'png' if kind == 'clean' else 'jpg'}", quality=80)
            (folder / f"{kind}-{name}.txt").write_text(text, encoding="utf-8")
    # A photo of 12 megapixels: a desk with a letter on it.
    font = ImageFont.truetype(str(font_file(FONTS["liberation-serif"])), 44)
    letter = page(font, paper=235).rotate(2, expand=True, fillcolor=120, resample=Image.Resampling.BICUBIC)
    photo = Image.new("L", (4000, 3000), 120)
    photo.paste(letter, (1100, 900))
    noisy(shaded(photo), random.Random(99), 18).save(folder / "photo-12mp.jpg", quality=88)
    (folder / "photo-12mp.txt").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
