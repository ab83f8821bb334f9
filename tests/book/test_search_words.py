"""What the search quotes of formulas, what it makes of a question's small words, and what it offers where it finds nothing."""

import pytest
from pages import PAGES

from autograder.markup.formulas import as_mathml

pytestmark = pytest.mark.browser
WRITE = """tex => Search.htmlToText(`<article class="bd-article">${tex}</article>`)"""
# A page's formulas: [what is in each, its text], counted by the construct that must not be lost.
COUNTS = """async page => {
  const html = await (await fetch(page)).text();
  const all = [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("article math")];
  const written = sign => text => text.split(sign).length - 1;
  return all.map(math => {
    const has = which => math.querySelectorAll(which).length, own = math.textContent;
    const text = Search.htmlToText(`<article class="bd-article">${math.outerHTML}</article>`);
    const primes = [...math.querySelectorAll("msup > :nth-child(2), msubsup > :nth-child(3)")].filter(m => /^[\\u2032\\u2033']+$/.test(m.textContent)).length;
    const braces = [...math.querySelectorAll("munder")].filter(m => m.children[1].textContent === "\\u23df").length;
    return {
      formula: own, text: text,
      lost: Object.entries({
        "\\u221a": has("msqrt") + written("\\u221a")(own), "^": has("msup, msubsup, munderover, mroot") - primes,
        "_": has("msub, msubsup, munder, munderover") - 2 * braces, "/": has("mfrac, mroot") + written("/")(own),
      }).filter(([sign, times]) => written(sign)(text) < times).map(([sign]) => sign)
        .concat((text.match(/\\p{Mark}/gu) || []).length < has("mover") ? ["mark"] : []),
    };
  });
}"""
# Whether the innermost sections that are in view hold a text.
NEAR = """seen => [...document.querySelectorAll("article section")]
  .filter(s => !s.querySelector("section") && s.getBoundingClientRect().top < innerHeight && s.getBoundingClientRect().bottom > 0)
  .some(s => s.textContent.toLowerCase().replace(/[\\s\\u2061-\\u2064]+/g, " ").includes(seen))"""
LINKS = "all => all.map(a => a.getAttribute('href').replace(/^.*?(?=book\\/|notebooks\\/)/, ''))"


@pytest.mark.parametrize(("tex", "text"), [
    (r"\sqrt{2 / D}", "√(2/D)"), (r"\sqrt D", "√D"), (r"\frac{1}{\sqrt{2}}", "1/(√2)"), (r"\sqrt[3]{x}", "x^(1/3)"),
    (r"\hat\sigma^2", "σ̂^2"), (r"\bar{x}", "x̄"), (r"x_t^2", "x_t^2"), (r"h'(x)", "h′(x)"),
    (r"\sum_{i=1}^{N} x_i", "∑_(i=1)^N x_i"), (r"(a + b)^2", "(a+b)^2"), (r"\frac{p(x)}{q}", "(p(x))/q"),
    (r"\sqrt{2\pi v}", "√(2πv)"), (r"\sqrt{\pi} h", "√πh"), (r"\frac{1}{2v} x", "1/(2v) x"), (r"\frac{d}{dt} p_t", "d/(dt) p_t"),
    (r"\mathbb{E}\|x + y\|^2", "𝔼‖x+y‖^2"), (r"x^{2n}", "x^(2n)"), (r"\frac{1}{2} + x", "1/2+x"),
    (r"\underbrace{a + b}_{\text{lost}}", "a+b [lost]"), (r"\left(\frac{1}{2}\right)^n", "(1/2)^n"),
])  # fmt: skip
def test_a_formula_is_written_out(tab, tex, text):
    page = tab("search")
    assert page.evaluate(WRITE, as_mathml(tex, False)).strip() == text


def test_no_root_power_place_or_mark_of_any_page_is_lost(tab):
    page, roots = tab("search"), 0
    for name in PAGES:
        found = page.evaluate(COUNTS, f"{name}.html")
        assert [(each["formula"], each["text"], each["lost"]) for each in found if each["lost"]] == [], name
        roots += sum("√" in each["text"] for each in found)
    assert roots > 40


def links(page):
    page.wait_for_selector("#search-results li > a")
    page.wait_for_function("() => [...document.querySelectorAll('#search-results p.context')].length > 2")
    return page.eval_on_selector_all("#search-results li > a", LINKS)


@pytest.mark.parametrize(("words", "first"), [
    ("how do I hand in", "book/guides/student"), ("How do I hand in?", "book/guides/student"), ("hand in", "book/guides/student"),
    ("week 3 exercises", "notebooks/week03_em"), ("exercises of week 05", "notebooks/week05_vae"),
    ("softmax week 4", "book/week04"), ("p(x|z)", "book/week05_latent_variables"),
])  # fmt: skip
def test_a_question_leads_to_its_answer(tab, words, first):
    assert links(tab(f"search.html?q={words}&at="))[0].startswith(first)


def test_a_formula_that_is_sought_is_quoted(tab):
    page = tab("search.html?q=p(x|z)&at=")
    links(page)
    quoted = page.locator("#search-results p.context").all_inner_texts()
    assert all("p(x∣z)" in text for text in quoted[:3])


def test_no_folded_code_and_no_sign_of_a_button_is_quoted(tab):
    page = tab("search.html?q=scatter&at=")
    links(page)
    quoted = page.locator("#search-results p.context").all_inner_texts()
    assert [text for text in quoted if "{bins}" in text or "\u25b6" in text] == []
    assert any("Few bins agree with one another" in text for text in quoted)


def test_what_stands_in_blocks_of_its_own_is_quoted_apart(tab):
    assert tab("search").evaluate(WRITE, "<ul><li>Where?</li><li>on one</li></ul><p>both</p>").split() == ["Where?", "on", "one", "both"]


@pytest.mark.parametrize(("words", "shown"), [
    ("cross entropy", "ross-entropy"), ("cross-entropy", "ross-entropy"), ("Kullback Leibler", "Kullback-Leibler"),
    ("auto-regressive", "utoregressive"),
])  # fmt: skip
def test_a_hyphen_is_as_good_as_a_space_or_nothing(tab, words, shown):
    page = tab(f"search.html?q={words}&at=")
    links(page)
    quoted = page.locator("#search-results p.context").all_inner_texts()
    assert sum(shown in text or shown.replace("-", "\u2013") in text for text in quoted[:4]) >= 3, quoted[:4]


@pytest.mark.parametrize(("words", "seen"), [("cross-entropy", "cross-entropy"), ("D-separation", "d-separat"), ("p(x|z)", "p(x∣z)"), ("bits per dims", "bits per dim")])
def test_a_tap_lands_at_the_words_or_in_their_section(tab, words, seen):
    page = tab(f"search.html?q={words}&at=")
    links(page)
    page.wait_for_function("() => document.querySelectorAll('#search-results li > a[href*=\"%s\"]').length > 2" % ":~:text")
    page.locator("#search-results li:has(p.context:not([data-section=''])) > a").first.click()
    page.wait_for_function("scrollY > 100")
    assert page.evaluate(NEAR, seen)


@pytest.mark.parametrize(("words", "page", "section"), [
    ("berkeley", "week02_graphical_models", "berkeley-1973"), ("mixture", "week03_density", "mixtures"),
    ("naive bayes", "week02_classification", "naive-bayes"), ("transformer", "week04_memory", "attention-looks-everything-up"),
])  # fmt: skip
def test_a_tap_lands_in_the_promised_section_though_code_above_has_the_word(tab, words, page, section):
    shown = tab(f"search.html?q={words}&at=")
    links(shown)
    link = f"#search-results li > a[href*='{page}.html#']:not([data-page])"
    shown.wait_for_selector(link)
    assert f"#{section}" in shown.locator(link).first.get_attribute("href")
    shown.locator(link).first.click()
    shown.wait_for_function("scrollY > 100")
    at = "id => { const b = document.getElementById(id).getBoundingClientRect(); return b.top < innerHeight && b.bottom > 0; }"
    assert shown.evaluate(at, section)


@pytest.mark.parametrize(("words", "sign"), [("λ", "λ"), ("colour", "colo")])
def test_every_quote_has_what_was_asked_where_pages_show_it(tab, words, sign):
    page = tab(f"search.html?q={words}&at=")
    links(page)
    page.wait_for_function("() => document.querySelectorAll('#search-results li').length === document.querySelectorAll('#search-results p.context').length")
    quoted = page.locator("#search-results p.context").all_inner_texts()
    assert len(quoted) > 2
    assert [text for text in quoted if sign not in text.lower() and sign.upper() not in text] == []


def test_a_tap_lands_at_an_entry_of_the_glossary_though_it_stands_there_in_another_form(tab):
    page = tab("search.html?q=tweedie&at=")
    links(page)
    page.wait_for_function("() => document.querySelectorAll('#search-results li > a[href*=\"glossary\"]:not([data-page])').length")
    page.locator("#search-results li > a[href*='glossary']").first.click()
    page.wait_for_function("scrollY > 1000")


@pytest.mark.parametrize("words", ["week 6 exercise 3", "exercise 3 week 6"])
def test_an_exercise_is_found_by_its_week_and_number(tab, words):
    assert links(tab(f"search.html?q={words}&at="))[0].startswith("notebooks/week06_flows.html#exercise-3")


@pytest.mark.parametrize(("words", "shown"), [("σ²", ["σ^2"]), ("sigma", ["σ", "Σ"])])
def test_signs_are_quoted_where_they_stand_whatever_they_are_called(tab, words, shown):
    page = tab(f"search.html?q={words}&at=")
    links(page)
    quoted = page.locator("#search-results p.context").first.inner_text()
    assert any(sign in quoted for sign in shown)


@pytest.mark.parametrize("words", ["(8.2)", "1/2", "≤"])
def test_numbers_and_signs_alone_are_not_said_to_stand_nowhere(tab, words):
    page = tab(f"search.html?q={words}&at=")
    page.wait_for_function("document.querySelector('.search-summary')?.textContent.includes('The search reads words')")


@pytest.mark.parametrize("words", ["AIC", "Stein", "FID"])
def test_a_part_of_other_words_is_no_hit(tab, words):
    page = tab(f"search.html?q={words}&at=")
    page.wait_for_function("document.querySelector('.search-summary')?.textContent.includes('Nothing here has')")
    assert page.locator("#search-results li").count() == 0


@pytest.mark.parametrize(("words", "shown"), [("autoregresive", "utoregressive"), ("curse of dimensionality", "curse of dimension"), ("diffus", "iffusion")])
def test_the_beginning_of_a_word_and_its_longer_forms_find_it(tab, words, shown):
    page = tab(f"search.html?q={words}&at=")
    page.wait_for_selector("#search-results li p.context")
    assert shown in page.locator("#search-results p.context").first.inner_text()


@pytest.mark.parametrize("words", ["the quick brown", " ".join(["sofmax entorpy"] * 40)])
def test_what_would_find_nothing_or_fill_the_screen_is_not_offered(tab, words):
    page = tab(f"search.html?q={words}&at=")
    page.wait_for_function("document.querySelector('.search-summary')?.textContent.includes('Fewer words')")
    assert page.locator(".search-summary a").count() == 0
    assert len(page.locator(".search-summary").inner_text()) < 200
