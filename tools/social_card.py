"""Draws the card that is shown where the book is shared, `book/_static/card.png`: the logo, the title, the two moons."""

import io
import shutil
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import sync_playwright

from gmcourse.colours import SHEET
from gmcourse.data.moons import two_moons

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "book" / "_static"
PAGE = """<!doctype html><meta charset="utf-8"><style>{colours}
@font-face {{ font-family: Face; src: url("{font}"); }}
body {{ margin: 0; width: 1200px; height: 630px; background: var(--gm-paper); color: var(--gm-ink); font-family: Face, serif; }}
div {{ position: absolute; left: 70px; top: 60px; }} h1 {{ font-size: 84px; font-weight: 400; margin: 14px 0 0; line-height: 1.05; }}
p {{ font-size: 34px; color: var(--gm-quiet); margin: 18px 0 0; }} svg {{ position: absolute; inset: 0; }}
</style><svg viewBox="0 0 1200 630">{grains}</svg>
<div><img src="{logo}" width="110" alt=""><h1>Generative<br>modeling</h1><p>a course in notebooks,<br>checked as you work</p></div>"""


def main() -> None:
    """Draw the card with Chromium."""
    points = two_moons().train[::4] * [205, -215] + [740, 410]
    hues = 180 + np.degrees(np.arctan2(*(points - points.mean(axis=0)).T))
    dots = (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="6" fill="hsl({h:.0f} 68% 48%)"/>'
        for (x, y), h in zip(points, hues)
    )
    page = PAGE.format(
        colours=SHEET.read_text(encoding="utf-8"), grains="".join(dots), logo=(STATIC / "logo.svg").as_uri(),
        font=(STATIC / "fonts" / "stix-two-math.woff2").as_uri(),
    )  # fmt: skip
    drawn = ROOT / "_build" / "card.html"
    drawn.write_text(page, encoding="utf-8")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1200, "height": 630})
        tab.goto(drawn.as_uri())
        tab.evaluate("document.fonts.ready")
        shot = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
        shot.quantize(128).save(STATIC / "card.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
