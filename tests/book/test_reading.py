"""What a page does while it is read: whole letters, a menu that opens where one is, light and whole prints, a search in order."""

import re

import pytest
from bs4 import BeautifulSoup
from pages import CHAPTERS, HTML

pytestmark = pytest.mark.browser
BOX = "m => { m.scrollIntoView({block: 'center'}); const b = m.getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; }"


@pytest.mark.parametrize(("page", "some"), [("book/week06_flows", 12), ("book/week01_proofs", 25)])
def test_no_letter_of_a_formula_in_a_line_is_cut(tab, page, some):
    """A formula looks the same in a box that cuts nothing: f keeps its hook, brackets keep their tops."""
    shown = tab(page, device_scale_factor=2)
    formulas = shown.locator("article p span.math:visible")
    assert formulas.count() > some
    for formula in [formulas.nth(place) for place in range(some)]:
        x, y, width, height = formula.evaluate(BOX)
        around = {"x": max(x - 8, 0), "y": y - 8, "width": width + 16, "height": height + 16}
        if width > 340:
            continue
        before = shown.screenshot(clip=around)
        formula.evaluate("m => { m.style.overflow = 'visible'; }")
        assert shown.screenshot(clip=around) == before, formula.inner_text()


def test_the_menu_opens_at_the_page(tab):
    page = tab("book/week06_flows")
    page.locator("button.primary-toggle:visible").click()
    here = page.locator("dialog[open] a.current.internal", has_text="Normalizing flows").last
    page.wait_for_function(
        "a => { const b = a.getBoundingClientRect(); return b.top > 0 && b.bottom < innerHeight; }",
        arg=here.element_handle(),
    )


@pytest.mark.parametrize("page", ["book/week01_proofs", "notebooks/week01_probability_mle"])
def test_a_print_is_light_and_shows_proofs_but_no_hints(tab, page):
    shown = tab(page, color_scheme="dark")
    folded = "[...document.querySelectorAll('article details')].filter(d => !d.open).map(d => d.querySelector('summary').textContent.trim())"
    before = shown.evaluate(folded)
    shown.evaluate("dispatchEvent(new Event('beforeprint'))")
    shown.emulate_media(media="print")
    assert shown.evaluate("document.documentElement.dataset.theme") == "light"
    left = shown.evaluate(folded)
    assert [name for name in left if name.startswith("Proof")] == []
    assert [name for name in left if name.startswith("Hint")] == [
        name for name in before if name.startswith("Hint")
    ]
    assert len(left) < len(before) or not any(name.startswith("Proof") for name in before)
    shown.evaluate("dispatchEvent(new Event('afterprint'))")
    assert shown.evaluate("document.documentElement.dataset.theme") == "dark"
    assert shown.evaluate(folded) == before


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("diffusion", "week08_diffusion"), ("ELBO", "book/week05_"), ("entropy", "book/week01_"), ("Jensen", "book/week01_proofs"),
        ("score matching", "book/week08_"), ("mutual information", "book/week01_"),
    ],
)  # fmt: skip
def test_the_search_begins_where_a_thing_is_taught_and_leads_to_the_words(tab, words, first):
    page = tab(f"search.html?q={words}&at=")
    page.wait_for_selector("#search-results li p.context")
    links = page.eval_on_selector_all("#search-results li > a", "all => all.map(a => a.getAttribute('href'))")
    assert first in links[0]
    assert all("#" in link for link in links)
    page.wait_for_function("() => [...document.querySelectorAll('#search-results p.context')].length > 2")
    quoted = page.locator("#search-results p.context").all_inner_texts()
    assert all(len(text) > 60 for text in quoted)


@pytest.mark.parametrize(("words", "quoted"), [("KL", "p_θ("), ("ELBO", "1/2")])
def test_what_is_quoted_fits_and_keeps_bars_and_indices(tab, words, quoted):
    page = tab(f"search.html?q={words}&at=")
    page.wait_for_selector("#search-results li p.context")
    page.wait_for_function("() => [...document.querySelectorAll('#search-results p.context')].length > 4")
    assert quoted in " ".join(page.locator("#search-results p.context").all_inner_texts())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("words", ["d-separation", "what is d-separation"])
def test_pages_that_hold_the_asked_phrase_come_first(tab, words):
    page = tab(f"search.html?q={words}&at=")
    page.wait_for_selector("#search-results li p.context")
    page.wait_for_function("() => [...document.querySelectorAll('#search-results p.context')].length > 4")
    first, *_ = page.eval_on_selector_all(
        "#search-results li > a", "all => all.map(a => a.getAttribute('href'))"
    )
    assert "week02" in first
    quoted = page.locator("#search-results p.context").all_inner_texts()
    assert all("d-separat" in text for text in quoted[:3])
    page.locator("#search-results li > a").first.click()
    page.wait_for_selector("article math")
    page.wait_for_timeout(300)
    assert page.locator("span.highlighted").count() == 0


@pytest.mark.parametrize("words", ["reparametrization trick", "reparameterisation trick"])
def test_spellings_find_one_another(tab, words):
    page = tab(f"search.html?q={words}&at=")
    page.wait_for_selector("#search-results li p.context")
    assert "reparameterisation trick" in page.locator("#search-results p.context").first.inner_text()


@pytest.mark.parametrize(
    ("words", "meant"),
    [("sofmax", "softmax"), ("entorpy", "entropy"), ("diffusoin", "diffusion"), ("variatonal autoencodr", "variational autoencoder")],
)
def test_a_search_without_a_hit_names_the_nearest_words(tab, words, meant):
    page = tab(f"search.html?q={words}&at=")
    link = page.locator(".search-summary a")
    assert link.inner_text() == meant
    assert "categories" not in page.locator("#search-results").inner_text()
    link.click()
    page.wait_for_selector("#search-results li p.context")


@pytest.mark.parametrize(("words", "said"), [
    ("zzzqqq", "has this word"), ("zzzqqq wwwqqq", "Fewer words"), ("the", "on every page"), ("\u27c2", "reads words"),
])  # fmt: skip
def test_a_search_for_what_no_page_tells_says_so(tab, words, said):
    page = tab(f"search.html?q={words}&at=")
    page.wait_for_function("said => document.querySelector('.search-summary').textContent.includes(said)", arg=said)
    assert page.locator("#search-results li").count() == 0


@pytest.mark.parametrize("words", ["\u03c3", "\u2207", "\u03b2", "\u2211", "\u03a3", "\u03d5", "na\u00efve", "R\u00e9n\u00e9"])
def test_signs_and_accents_are_searched_by_their_names(tab, words):
    page = tab(f"search.html?q={words}&at=")
    page.wait_for_selector("#search-results li p.context")


def test_a_quote_is_never_the_notice_for_readers_without_scripts(tab):
    page = tab("search.html?q=Kullback&at=")
    page.wait_for_selector("#search-results li p.context")
    assert "without JavaScript" not in page.locator("#search-results").inner_text()


def test_the_search_page_fits_a_narrow_phone_with_letters_of_twice_their_size(tab):
    page = tab("search.html?q=softmax&at=", width=320)
    page.add_style_tag(content="html { font-size: 200%; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_letter_finds_no_function_that_has_it_in_its_name(tab):
    page = tab("search.html?q=E&at=")
    page.wait_for_selector("#search-results li p.context")
    found = page.locator("#search-results li > a").all_inner_texts()
    assert found
    assert [title for title in found if title.startswith("gmcourse.")] == []


def test_the_glossary_is_among_the_first_that_a_term_finds(tab):
    page = tab("search.html?q=KL&at=")
    page.wait_for_selector("#search-results li p.context")
    links = page.eval_on_selector_all("#search-results li > a", "all => all.map(a => a.getAttribute('href'))")
    assert any("glossary" in link for link in links[:4])


@pytest.mark.parametrize("words", ["diffusion", "score matching", "sofmax"])
def test_the_search_of_a_book_on_the_disk_has_no_errors(browser, words):
    page = browser.new_page()
    faults = []
    page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.goto(f"{(HTML / 'search.html').as_uri()}?q={words}")
    page.wait_for_selector("#search-results :is(li, .search-summary) a")
    page.close()
    assert faults == []


def test_titles_of_folds_are_words():
    """A summary is no Markdown: a formula in it stays as it is typed."""
    for path in HTML.rglob("*.html"):
        for title in BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select("article summary"):
            assert not re.search(r"[\\$_^*`]", title.get_text()), (path.name, title.get_text())


def test_no_index_is_built_that_nothing_links():
    assert {path.name for path in HTML.glob("*.html")} == {"index.html", "search.html"}


@pytest.mark.parametrize("page", ["book/week06_flows", "notebooks/week08_diffusion"])
def test_pictures_below_the_first_view_come_once_that_stands(tab, page):
    shown = tab(page)
    assert shown.locator("article img[loading=lazy]").count() > 3
    shown.wait_for_function(
        "[...document.querySelectorAll('article img')].every(i => i.loading !== 'lazy' && i.complete && i.naturalWidth)"
    )


@pytest.mark.parametrize("chapter", [page for page in CHAPTERS if not page.endswith("_proofs")])
def test_a_chapter_leads_to_its_exercises_and_says_whose_notes_it_speaks_of(chapter):
    article = BeautifulSoup((HTML / f"{chapter}.html").read_text(encoding="utf-8"), "html.parser").article
    week = re.search(r"week\d\d", chapter)[0]
    assert article.select(f"a[href*='notebooks/{week}']")
    told = re.search(r"\b[Nn]otes [1-5]\b|\bour copy\b|\b[Oo]ur notes\b", article.get_text(" "))
    if told:
        link = article.select_one("a[href*='errata']")
        assert article.get_text(" ").index(link.get_text()) < told.start() + 40


def test_a_sign_that_follows_a_formula_is_tied_to_it():
    """A line may break after a formula; the full stop or the bracket behind it would then begin the next one."""
    for name in ("week06_flows", "week01_proofs", "notation"):
        page = BeautifulSoup((HTML / "book" / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
        assert len(page.select(".gm-together > span.math")) > 5
        alone = [f for f in page.select("article span.math") if "gm-together" not in f.parent.get("class", [])]
        assert [f for f in alone if re.match(r"[.,;:!?)]", str(f.next_sibling or ""))] == [], name
