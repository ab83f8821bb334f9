// How the search orders what it finds, what it quotes, and where its links lead. Sphinx reads it as `html_search_scorer`.
var Scorer = (function () {
  "use strict";

  // The part of a page's address -> what its results gain: where a thing is taught comes before where it is only counted.
  const ROOMS = [
    [/^book\/week\d+_(?!proofs)/, 12], [/^book\/week\d+_proofs/, 10], [/^notebooks\//, 4], [/^book\/glossary/, 7], [/^book\/notation/, 5],
    [/^book\/(quality|page_weights|references|coverage|api|errata)/, -4],
  ];
  const QUESTION = ["what", "how", "why", "does", "do", "an"];
  const QUOTED = 240;
  // What a formula says by place alone, in the sign that says it in a line of text.
  const SIGNS = { mfrac: "/", msup: "^", msub: "_" };

  function score([page, , , , points]) {
    const room = ROOMS.find(([address]) => address.test(page));
    const week = /week(\d+)/.exec(page);
    return points + (room ? room[1] : 0) - (week ? Number(week[1]) / 10 : 0);
  }

  // A stem as both spellings have it: minimis(e) and minim(ize), parametr and parameter, colour and color.
  function folded(stem) {
    return stem.replace(/i[sz]$/, "").replace("parameter", "parametr").replace(/our$/, "or");
  }

  const known = new Map();
  const stemmer = new Stemmer();
  const plainStem = stemmer.stemWord;
  function stemOf(word) {
    if (!known.has(word)) known.set(word, folded(plainStem.call(stemmer, word)));
    return known.get(word);
  }
  Stemmer = function () { this.stemWord = stemOf; };

  function fold(terms) {
    Object.keys(terms).forEach(function (term) {
      const files = [...new Set([terms[folded(term)] ?? [], terms[term]].flat())];
      delete terms[term];
      terms[folded(term)] = files;
    });
  }

  // The words of a text that count, each with its place; with its hyphens a word is one.
  function wordsOf(text) {
    return [...text.toLowerCase().matchAll(/[\p{Letter}\p{Number}_]+(-[\p{Letter}\p{Number}_]+)*/gu)]
      .filter(([word]) => !stopwords.includes(word))
      .map((found) => [stemOf(found[0]), found.index]);
  }

  // A part of a formula as a quote has it: in brackets where it is more than one word or number.
  function bracketed(part) {
    const text = part.textContent.trim();
    return /^[\p{Letter}\p{Number}]*$/u.test(text) ? text : `(${text})`;
  }

  function writeOut(page) {
    // From the last to the first: what is inside comes before what it is in.
    [...page.querySelectorAll(Object.keys(SIGNS).join(", "))].reverse().forEach(function (formula) {
      const [one, other] = formula.children;
      formula.textContent = bracketed(one) + SIGNS[formula.localName] + bracketed(other);
    });
  }

  // Where the sought words follow one another; -1 where they do not.
  function placeOf(text, sought) {
    const words = wordsOf(text);
    const at = words.findIndex((_, start) => sought.length > 0 && sought.every((stem, i) => words[start + i]?.[0] === stem));
    return at < 0 ? -1 : words[at][1];
  }

  async function pagesThatHold(sought, pages) {
    const held = new Set();
    await Promise.all(pages.map(async function (page) {
      const answer = await fetch(page + DOCUMENTATION_OPTIONS.FILE_SUFFIX);
      if (placeOf(Search.htmlToText(await answer.text()), sought) >= 0) held.add(page);
    }));
    return held;
  }

  function adapt() {
    stopwords.push(...QUESTION);
    // A letter by itself, such as that of d-separation, finds every page: it counts in the phrase only.
    splitQuery = function (query) {
      const words = query.split(/[^\p{Letter}\p{Number}_]+/gu).filter(Boolean);
      const long = words.filter((word) => word.length > 1);
      return long.length ? long : words;
    };

    Search.htmlToText = function (html, anchor) {
      const page = new DOMParser().parseFromString(html, "text/html").querySelector("article.bd-article");
      if (!page) return "";
      page.querySelectorAll(".headerlink, script, style, annotation").forEach(function (part) { part.remove(); });
      writeOut(page);
      const part = anchor ? page.querySelector("#" + CSS.escape(anchor.slice(1))) : page;
      return (part || page).textContent.replace(/\s+/g, " ");
    };

    const asked = (new URLSearchParams(location.search).get("q") || "").trim();
    const phrase = wordsOf(asked).map(([stem]) => stem);

    Search.makeSearchSummary = function (html, terms, anchor) {
      const text = Search.htmlToText(html, anchor);
      if (!text) return null;
      const places = [phrase, ...[...terms].map((term) => [term])].map((sought) => placeOf(text, sought));
      const start = Math.max((places.find((place) => place >= 0) ?? 0) - QUOTED / 2, 0);
      const quote = document.createElement("p");
      quote.className = "context";
      quote.textContent = (start ? "..." : "") + text.slice(start, start + QUOTED).trim() + (start + QUOTED < text.length ? "..." : "");
      return quote;
    };

    // Pages that hold the asked words as a phrase come first; what is shown last stands first in the list.
    Search.query = async function (query) {
      fold(Search._index.terms);
      fold(Search._index.titleterms);
      const [, terms, without, marked, names] = Search._parseQuery(query);
      localStorage.removeItem("sphinx_highlight_terms"); // the link's text fragment marks the phrase, and no formula
      const found = Search._performSearch(query, terms, without, marked, names);
      if (phrase.length > 1 || asked.includes("-")) {
        const held = await pagesThatHold(phrase, [...new Set(found.map(([page]) => page))]);
        found.sort((one, other) => held.has(one[0]) - held.has(other[0]));
      }
      _displayNextItem(found, found.length, terms, marked);
    };

    const leading = new RegExp(`^((${stopwords.join("|")})\\s+)+|\\?+$`, "gi");
    addEventListener("DOMContentLoaded", function () {
      const shown = document.getElementById("search-results");
      if (!shown || !asked) return;
      new MutationObserver(function () {
        shown.querySelectorAll("li > a[href]:not([href*='#'])").forEach(function (link) {
          link.href += "#:~:text=" + encodeURIComponent(asked.replace(leading, ""));
        });
      }).observe(shown, { childList: true, subtree: true });
    });
  }

  if (typeof Search !== "undefined") adapt();

  return {
    score: score,
    objNameMatch: 11, objPartialMatch: 6, objPrio: { 0: 15, 1: 5, 2: -5 }, objPrioDefault: 0,
    title: 15, partialTitle: 7, term: 5, partialTerm: 2,
  };
})();
