"""A real browser that looks at what the course's tools show; skipped loudly where it is missing."""

import os
import shutil
import warnings

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--disable-component-update"]


@pytest.fixture(scope="session")
def browser():
    """Chromium, driven."""
    if CHROMIUM is None:
        warnings.warn("NO CHROMIUM: the tools were not driven in a browser (apt install chromium)", stacklevel=1)
        pytest.skip("NO CHROMIUM: install Debian's chromium to drive the tools in a browser")
    from playwright.sync_api import sync_playwright

    os.environ.setdefault("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
