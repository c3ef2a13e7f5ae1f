"""The pictures of the review in the README, of results of the samples.

    digitize run samples/filled -o results
    python -m benchmarks.review_pictures results docs

Chromium has to be installed. The pictures are small: few colours, as a page has them.
"""

import argparse
import io
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Page, sync_playwright

WINDOW: Final = {"width": 1180, "height": 720}
COLOURS: Final = 48


def main() -> None:
    """Write ``review-queue.png`` and ``review-paper.png``."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("results", type=Path)
    options.add_argument("folder", type=Path)
    given = options.parse_args()
    command = [sys.executable, "-m", "digitize", "review", str(given.results), "--port", "0", "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        address = (server.stdout.readline() if server.stdout else "").strip()
        try:
            _taken(address, given.folder)
        finally:
            server.kill()


def _taken(address: str, folder: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=WINDOW)  # type: ignore[arg-type]  # a size, as it asks for
        page.goto(address)
        page.fill("#reviewer", "Nguyễn Thị Lan")
        page.keyboard.press("Enter")
        _to_candidates(page)
        _write(page, folder / "review-queue.png")
        page.locator(".from a").first.click()
        page.wait_for_selector(".fields")
        page.goto(page.url.partition("?")[0])
        page.wait_for_selector("#viewer[data-ready]")
        _write(page, folder / "review-paper.png")
        browser.close()


def _to_candidates(page: Page) -> None:
    """Put fields off until one has another reading to choose."""
    page.wait_for_selector("#answer")
    for _ in range(60):
        if page.locator(".candidates mark").count():
            break
        page.evaluate("burst = 0; document.body.dataset.took = ''")
        page.keyboard.press("s")
        page.wait_for_selector("body:not([data-took=''])")
    page.wait_for_selector("#viewer[data-ready]")


def _write(page: Page, path: Path) -> None:
    page.wait_for_timeout(1500)  # until pages are drawn and nothing moves
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)
    print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
