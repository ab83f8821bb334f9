// How the search orders what it finds, what it quotes, and where its links lead. Sphinx reads it as `html_search_scorer`.
var Scorer = (function () {
  "use strict";

  // The part of a page's address -> what its results gain: where a thing is taught comes before where it is only counted.
  const ROOMS = [
    [/^book\/week\d+_(?!proofs)/, 12], [/^book\/week\d+_proofs/, 10], [/^notebooks\//, 4], [/^book\/glossary/, 12], [/^book\/notation/, 5], [/^book\/guides\/student/, 8],
    [/^book\/(quality|page_weights|references|coverage|api|errata)/, -4],
  ];
  const QUESTION = ("an can could did do does how i me my should we what when where which who why you").split(" ");
  const QUOTED = 240;
  // A longer question is not guessed at: a link that repeats it would fill the screen.
  const GUESSED = 60;
  // A part of a word that begins it finds it, from so many letters on.
  const BEGINNING = 4;
  // What a page gains that holds the asked words, and one of the week that is asked for; how many mentions count.
  const PHRASE = 100, ROOM = 1000, MANY = 12;
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

  // A stem as both spellings have it: minimis(e) and minim(ize), parametr and parameter, colour and color; and dimension(ality).
  function folded(stem) {
    return bare(stem).replace(/i[sz]$/, "").replace("parameter", "parametr").replace(/^dimension$/, "dimens").replace(/our$/, "or");
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

  // The words of a text that count, each with its place; those that a hyphen joins are several, as those between spaces.
  function wordsOf(text) {
    return [...text.toLowerCase().matchAll(/[\p{Letter}\p{Number}_]+/gu)]
      .filter(([word]) => !stopwords.includes(word))
      .map((found) => [stemOf(found[0]), found.index]);
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

  // A pattern for the question as it is written, with whatever spaces, or hyphens between words, and whichever bar.
  function asWritten(question) {
    const parts = question.replace(/(?<=\p{Letter})\p{Dash_Punctuation}(?=\p{Letter})/gu, " ").match(/[\p{Letter}\p{Number}]+|\S/gu) || [];
    const isWord = (part) => /^[\p{Letter}\p{Number}]/u.test(part || "");
    const shown = parts.map(function (part, place) {
      const sign = part === "|" || part === "\u2223" ? "[|\u2223]" : part.replace(/[$()*+./?[\\\]^{}|]/g, "\\$&");
      return (place === 0 ? "" : isWord(part) && isWord(parts[place - 1]) ? "[\\s\\p{Dash_Punctuation}]+" : "\\s*") + sign;
    }).join("");
    const before = isWord(parts[0]) ? "(?<![\\p{Letter}\\p{Number}])" : "";
    const after = isWord(parts.at(-1)) ? "(?![\\p{Letter}\\p{Number}])" : "";
    return { parts: parts.length, pattern: parts.length ? new RegExp(before + shown + after, "giu") : /(?!)/g };
  }

  // What a text gains that holds the question: more the more often; words in other forms are as good, where the question is but words.
  function gainOf(text, written, sought, isWords) {
    const times = (text.match(written) || []).length;
    return times ? (isWords ? 1 : 2) * PHRASE + Math.min(times, MANY) : placeOf(text, sought) >= 0 ? PHRASE : 0;
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
    const all = splitQuery(query.toLowerCase());
    if (!/\p{Letter}/u.test(query)) {
      Search.status.textContent = "The search reads words, no signs or numbers alone. Write the name of the sign, or what it stands for.";
      return;
    }
    const words = all.filter((word) => !stopwords.includes(word));
    if (!words.length) {
      Search.status.textContent = "Such words are on every page. Add one that is rarer.";
      return;
    }
    const meant = query.length > GUESSED ? "" : (await Promise.all(words.map(nearest))).join(" ");
    if (!meant || meant === words.join(" ") || !findings(meant).found.length) {
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

  // What the index has for a question, the best last, and the words that it was asked with.
  function findings(query) {
    const [, terms, without, marked, names] = Search._parseQuery(query);
    // Functions have "the" or "e" somewhere in their names: neither asks for one.
    const named = new Set([...names].filter((name) => name.length > 2 && !stopwords.includes(name)));
    return { found: Search._performSearch(query, terms, without, marked, named), terms: terms, marked: marked };
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

    // A page's article as it is searched and quoted: without what is no text of it, formulas in one line, and blocks kept apart.
    function articleOf(html) {
      const page = new DOMParser().parseFromString(html, "text/html").querySelector("article.bd-article");
      if (!page) return null;
      page.querySelectorAll(".headerlink, script, noscript, style, annotation, details.hide, .gm-slider-controls button").forEach(function (part) { part.remove(); });
      FormulaText.writeOut(page);
      page.querySelectorAll("p, li, div, td, th, button, label, summary, figcaption, h1, h2, h3, h4, .gm-legend span").forEach(function (block) { block.append(" "); });
      return page;
    }

    const inOneLine = (part) => part.textContent.replace(/\s+/g, " ");

    Search.htmlToText = function (html) {
      const page = articleOf(html);
      return page ? inOneLine(page) : "";
    };

    // What stands there, to its last whole word: a link to words finds them only as they stand on the page.
    function wordsAt(text, place) {
      const rest = text.slice(place, place + QUOTED);
      const [exact] = text.slice(place).match(new RegExp("^(?:" + written.pattern.source + ")", "iu")) || [""];
      let left = phrase.length;
      for (const word of rest.matchAll(/[\p{Letter}\p{Number}_]+(?:['\u2019]\p{Letter}+)?/gu)) {
        left -= !stopwords.includes(word[0].toLowerCase());
        const end = word.index + word[0].length;
        if (left <= 0 && end >= exact.length) return rest.slice(0, end);
      }
      return exact;
    }

    // The name of the section in which a browser finds words first, where it unfolds code, too; that of the whole page is none.
    function firstSectionOf(html, words) {
      const article = new DOMParser().parseFromString(html, "text/html").querySelector("article.bd-article");
      article.querySelectorAll("script, noscript, style, annotation").forEach(function (part) { part.remove(); });
      const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT), starts = [];
      let text = "";
      while (walker.nextNode()) {
        starts.push([text.length, walker.currentNode.parentElement]);
        text += walker.currentNode.data;
      }
      const at = text.search(new RegExp("(?<![\\p{Letter}\\p{Number}])" + words.replace(/[$()*+./?[\\\]^{}|]/g, "\\$&").replace(/\s+/g, "\\s+") + "(?![\\p{Letter}\\p{Number}])", "iu"));
      const section = at < 0 ? null : starts.findLast(([start]) => start <= at)[1].closest("section");
      return section && section.parentElement.closest("section") ? section.id : "";
    }

    // The words of a link, with those around them where a browser would find others like them first.
    function directed(text, place, words) {
      const before = /(?:[\p{Letter}\p{Number}]+ ){1,3}$/u.exec(text.slice(0, place)), after = /^(?: [\p{Letter}\p{Number}]+){1,3}(?![\p{Letter}\p{Number}])/u.exec(text.slice(place + words.length));
      return before || after ? [before && before[0].trim(), after && after[0].trim()] : null;
    }

    // The name of the innermost section that holds a place of the page's text; none where that is the whole page.
    function sectionAt(page, place) {
      let section = page.querySelector("section"), start = 0, text = inOneLine(page), name = "";
      while (section) {
        const inner = [...section.children].filter((part) => part.localName === "section" && part.id);
        const within = inner.map((part) => ({ part: part, text: inOneLine(part).trim() }))
          .map((each) => ({ ...each, at: text.indexOf(each.text, start) }))
          .find((each) => each.at >= 0 && each.at <= place && place < each.at + each.text.length);
        if (!within) return name;
        [section, start, name] = [within.part, within.at, within.part.id];
      }
      return name;
    }

    const leading = new RegExp(`^((${stopwords.join("|")})\\s+)+|\\s*\\?+$`, "gi");
    const typed = (new URLSearchParams(location.search).get("q") || "").trim()
      .replace(/\u00b2/g, "^2").replace(/\u00b3/g, "^3").replace(/\bsqrt\b/g, "\u221a");
    const plain = typed.replace(leading, "") || typed;
    const asked = inWords(plain);
    const phrase = wordsOf(asked).map(([stem]) => stem);
    // Letters that are asked by their names: sigma as it stands in formulas.
    const letters = asked.toLowerCase().split(/\s+/).map((word) => GREEK.indexOf(word)).filter((nth) => nth >= 0)
      .map((nth) => new RegExp(`[${String.fromCodePoint(ALPHA + nth)}${String.fromCodePoint(ALPHA + nth).toUpperCase()}]`, "u"));
    // As one word what is asked with a hyphen: auto-regressive as autoregressive.
    const joined = wordsOf(asked.replace(/(?<=\p{Letter})-(?=\p{Letter})/gu, "")).map(([stem]) => stem);
    const written = asWritten(plain);
    // Letters alone: pages that have but their names, as Python has lambda, are not meant.
    const bySign = /^[\p{Script=Greek}\s]+$/u.test(plain);
    const isWords = /^[\p{Letter}\p{Number}\s-]+$/u.test(plain) && plain.split(/[\s-]+/).length === phrase.length;
    // "week 3" names a room, not words of its pages.
    const week = /\bweek\s*0?(\d)\b/i.exec(plain);
    const rest = week ? asked.replace(week[0], "").trim() : "";
    const inNotebooks = /\b(exercise|notebook)s?\b/i.test(plain);
    function roomOf([page]) {
      return 2 * (week !== null && page.includes(`/week0${week[1]}`)) + (inNotebooks && page.startsWith("notebooks/"));
    }

    // Where a text has what is asked: as it is written, its letters, all its words, one of them, or one that begins so; -1 where it has nothing of it.
    function whereIn(text, terms) {
      const words = [phrase, joined, ...terms.map((term) => [term])].map((sought) => () => placeOf(text, sought));
      words.push(() => wordsOf(text).find(([stem]) => terms.some((term) => term.length >= BEGINNING && stem.startsWith(term)))?.[1] ?? -1);
      const signs = [() => text.search(written.pattern), ...letters.map((letter) => () => text.search(letter))];
      for (const look of bySign ? signs : [...signs, ...words]) {
        const place = look();
        if (place >= 0) return place;
      }
      return -1;
    }

    Search.makeSearchSummary = function (html, terms, anchor) {
      const page = articleOf(html);
      if (!page) return null;
      const text = inOneLine((anchor && page.querySelector("#" + CSS.escape(anchor.slice(1)))) || page);
      const place = Math.max(whereIn(text, [...terms]), 0);
      const start = Math.max(place - QUOTED / 2, 0);
      const quote = document.createElement("p");
      quote.className = "context";
      quote.dataset.section = anchor ? "" : sectionAt(page, place);
      quote.dataset.words = place ? wordsAt(text, place) : "";
      if (quote.dataset.words && !anchor && firstSectionOf(html, quote.dataset.words) !== quote.dataset.section) {
        const [before, after] = directed(text, place, quote.dataset.words) || [];
        quote.dataset.before = before || "";
        quote.dataset.after = after || "";
        // By itself it would lead elsewhere.
        if (!before && !after && quote.dataset.section) quote.dataset.words = "";
      }
      quote.textContent = (start ? "..." : "") + text.slice(start, start + QUOTED).trim() + (start + QUOTED < text.length ? "..." : "");
      return quote;
    };

    // An exercise that is asked by its number and its week: the index looks for long parts of titles alone.
    function exercisesAsked() {
      const number = week && /\bexercise\s*(\d+)\b/i.exec(plain.replace(week[0], ""));
      if (!number) return [];
      const { alltitles, docnames, filenames } = Search._index;
      const titles = Object.entries(alltitles).filter(([title]) => new RegExp(`^exercise ${number[1]}\\b`, "i").test(title));
      return titles.flatMap(([title, places]) => places.filter(([nth, anchor]) => anchor && docnames[nth].includes(`notebooks/week0${week[1]}`))
        .map(([nth, anchor]) => [docnames[nth], title, "#" + anchor, null, ROOM, filenames[nth]]));
    }

    // What is shown last stands first in the list.
    Search.query = async function () {
      fold(Search._index.terms);
      fold(Search._index.titleterms);
      const { found, terms, marked } = findings(rest || asked);
      found.push(...exercisesAsked());
      localStorage.removeItem("sphinx_highlight_terms"); // the link's text fragment marks the phrase, and no formula
      const held = new Map(), shown = new Set();
      await Promise.all((fromDisk ? [] : [...new Set(found.map(([page]) => page))]).map(async function (page) {
        const text = await textOf(page);
        if (written.parts > 1) held.set(page, gainOf(text, written.pattern, phrase, isWords));
        if (whereIn(text, [...terms]) >= 0) shown.add(page);
      }));
      // What stands in folded code alone, or within other words, is nothing to read.
      if (!fromDisk) found.splice(0, found.length, ...found.filter(([page]) => shown.has(page)));
      const worth = new Map(found.map((one) => [one, roomOf(one) * ROOM + (held.get(one[0]) ?? 0) + one[4]]));
      found.sort((one, other) => worth.get(one) - worth.get(other));
      _displayNextItem(found, found.length, terms, new Set([...marked].filter((word) => word.length > 1)));
      if (!found.length) await sayNothingFound(asked);
    };

    addEventListener("DOMContentLoaded", function () {
      const shown = document.getElementById("search-results");
      if (!shown || !asked) return;
      new MutationObserver(function () {
        // A raw hyphen would end the fragment.
        const coded = (words) => encodeURIComponent(words).replace(/-/g, "%2D");
        const fragment = (words, before, after) => ":~:text=" + (before ? coded(before) + "-," : "") + coded(words) + (after ? ",-" + coded(after) : "");
        shown.querySelectorAll("li > a[href]:not([href*='#'])").forEach(function (link) {
          link.dataset.page = link.getAttribute("href");
          link.href += "#" + fragment(plain);
        });
        // Once the page is read: its own words, and where a browser does not find these, in formulas, their section.
        shown.querySelectorAll("li > p.context[data-section]").forEach(function (quote) {
          const link = quote.parentElement.querySelector("a[data-page]"), { section, words, before, after } = quote.dataset;
          if (!link || !(section || words)) return;
          link.href = link.dataset.page + "#" + section + (words && fragment(words, before, after));
          delete link.dataset.page;
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
