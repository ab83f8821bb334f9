// How the search orders what it finds, what it quotes, and where its links lead. Sphinx reads it as `html_search_scorer`.
var Scorer = (function () {
  "use strict";

  // The part of a page's address -> what its results gain: where a thing is taught comes before where it is only counted.
  const ROOMS = [
    [/^book\/week\d+_(?!proofs)/, 12], [/^book\/week\d+_proofs/, 10], [/^notebooks\//, 4], [/^book\/glossary/, 12], [/^book\/notation/, 5],
    [/^book\/(quality|page_weights|references|coverage|api|errata)/, -4],
  ];
  const QUESTION = ["what", "how", "why", "does", "do", "an"];
  const QUOTED = 240;
  // What a formula says by place alone, in the sign that says it in a line of text.
  const SIGNS = { mfrac: "/", msup: "^", msub: "_" };
  // Signs of formulas as words: the Greek letters in their order, and some that have a name here.
  const GREEK = ("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega").split(" ");
  const NAMED = { "∇": "gradient", "∑": "sum", "∏": "product", "∫": "integral", "√": "root", "𝔼": "expectation" };
  const ALPHA = 0x3b1;

  function score([page, , , , points]) {
    const room = ROOMS.find(([address]) => address.test(page));
    const week = /week(\d+)/.exec(page);
    return points + (room ? room[1] : 0) - (week ? Number(week[1]) / 10 : 0);
  }

  // Without accents: naïve as naive.
  function bare(text) {
    return text.normalize("NFKD").replace(/\p{Mark}/gu, "");
  }

  // A question in the index's letters: signs become words.
  function inWords(query) {
    const named = query.replace(/[∇∑∏∫√𝔼]/gu, (sign) => ` ${NAMED[sign]} `);
    return bare(named).replace(/\p{Script=Greek}/gu, (letter) => {
      const name = GREEK[letter.toLowerCase().codePointAt(0) - ALPHA];
      return name ? ` ${name} ` : letter;
    }).trim();
  }

  // A stem as both spellings have it: minimis(e) and minim(ize), parametr and parameter, colour and color.
  function folded(stem) {
    return bare(stem).replace(/i[sz]$/, "").replace("parameter", "parametr").replace(/our$/, "or");
  }

  // A page that is opened as a file may read no other one: there is nothing to quote.
  const fromDisk = location.protocol === "file:";
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

  async function textOf(page) {
    const answer = await fetch(page + DOCUMENTATION_OPTIONS.FILE_SUFFIX);
    return Search.htmlToText(await answer.text());
  }

  async function pagesThatHold(sought, pages) {
    const held = new Set();
    await Promise.all(pages.map(async function (page) {
      if (placeOf(await textOf(page), sought) >= 0) held.add(page);
    }));
    return held;
  }

  // How many letters must be put in, left out or changed to make one word of the other; two neighbours that change places count once.
  function distance(one, other) {
    let older = [], old = [...Array(other.length + 1).keys()];
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (one[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
      }
      [older, old] = [old, row];
    }
    return old[other.length];
  }

  // The word of the site that is nearest to one that it does not have; the word itself where none is near.
  async function nearest(word) {
    const { alltitles, docnames, terms } = Search._index;
    if (word.length < 4 || terms[stemOf(word)]) return word;
    const most = word.length < 6 ? 1 : 2;
    const near = (known, asked) => known.length > 3 && Math.abs(known.length - asked.length) <= most ? distance(known, asked) : Infinity;
    const inTitles = new Set(Object.keys(alltitles).flatMap((title) => bare(title).toLowerCase().match(/\p{Letter}+/gu) || []));
    const found = [...inTitles].map((known) => ({ word: known, far: near(known, word), pages: Infinity }));
    Object.entries(terms).forEach(([stem, pages]) => found.push({ stem: stem, far: near(stem, stemOf(word)), pages: pages.length }));
    const [best] = found.filter((each) => each.far <= most).sort((one, other) => one.far - other.far || other.pages - one.pages);
    if (!best) return word;
    if (best.word || fromDisk) return best.word || best.stem;
    const text = await textOf(docnames[terms[best.stem][0]]);
    const forms = (bare(text).toLowerCase().match(/\p{Letter}+/gu) || []).filter((form) => stemOf(form) === best.stem);
    return forms.sort((one, other) => distance(one, word) - distance(other, word))[0] || best.stem;
  }

  async function sayNothingFound(query) {
    const words = splitQuery(query.toLowerCase());
    if (!words.length) {
      Search.status.textContent = "The search reads words. Write the name of the sign, or what it stands for.";
      return;
    }
    const meant = (await Promise.all(words.map(nearest))).join(" ");
    if (words.every((word) => stopwords.includes(word))) {
      Search.status.textContent = "Such words are on every page. Add one that is rarer.";
      return;
    }
    if (meant === words.join(" ")) {
      Search.status.textContent = words.length > 1
        ? "Nothing here has all of these words. Fewer words, or others, find more."
        : "Nothing here has this word. Another may find more.";
      return;
    }
    const link = document.createElement("a");
    link.href = "?q=" + encodeURIComponent(meant);
    link.textContent = meant;
    Search.status.replaceChildren("Nothing here has these words. Did you mean ", link, "?");
  }

  function adapt() {
    if (fromDisk) DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
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
      page.querySelectorAll(".headerlink, script, noscript, style, annotation").forEach(function (part) { part.remove(); });
      writeOut(page);
      const part = anchor ? page.querySelector("#" + CSS.escape(anchor.slice(1))) : page;
      return (part || page).textContent.replace(/\s+/g, " ");
    };

    const asked = inWords(new URLSearchParams(location.search).get("q") || "");
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
    Search.query = async function (given) {
      const query = inWords(given);
      fold(Search._index.terms);
      fold(Search._index.titleterms);
      const [, terms, without, marked, names] = Search._parseQuery(query);
      localStorage.removeItem("sphinx_highlight_terms"); // the link's text fragment marks the phrase, and no formula
      // Functions have "the" or "e" somewhere in their names: neither asks for one.
      const named = new Set([...names].filter((name) => name.length > 2 && !stopwords.includes(name)));
      const found = Search._performSearch(query, terms, without, marked, named);
      if (!fromDisk && found.length && (phrase.length > 1 || asked.includes("-"))) {
        const held = await pagesThatHold(phrase, [...new Set(found.map(([page]) => page))]);
        found.sort((one, other) => held.has(one[0]) - held.has(other[0]));
      }
      _displayNextItem(found, found.length, terms, new Set([...marked].filter((word) => word.length > 1)));
      if (!found.length) await sayNothingFound(query);
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
