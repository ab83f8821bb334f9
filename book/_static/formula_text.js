// Formulas as one line of text, for what the search quotes: what MathML says by place alone is said by signs.
const FormulaText = (function () {
  "use strict";

  // A sign above a letter -> the mark that joins it.
  const MARKS = {
    "^": "\u0302", "\u02c6": "\u0302", "\u00af": "\u0304", "\u203e": "\u0304", "~": "\u0303", "\u02dc": "\u0303",
    "\u02d9": "\u0307", "\u00a8": "\u0308", "\u2192": "\u20d7",
  };
  const BRACE = "\u23df";
  const PAIRS = { "(": ")", "[": "]", "{": "}" };

  // Whether the bracket at the beginning is closed by the one at the end.
  function isEnclosed(text) {
    if (/^(\|[^|]+\||\u2016[^\u2016]+\u2016)$/.test(text)) return true;
    const close = PAIRS[text[0]];
    if (!close || !text.endsWith(close)) return false;
    let depth = 0;
    return [...text].every((sign, place, all) => {
      depth += (sign === text[0]) - (sign === close);
      return depth > 0 || place === all.length - 1;
    });
  }

  function bracketed(part) {
    const text = part.trim();
    const isOne = /^(.|[\p{Letter}\p{Mark}\p{Number}]+|\d+\.\d+)?$/u.test(text);
    return isOne || isEnclosed(text) ? text : `(${text})`;
  }

  // Where a place says how far something reaches: two signs side by side are not one.
  function reaching(part) {
    const text = part.trim();
    return /^(.\p{Mark}*|\d+(\.\d+)?)?$/u.test(text) || isEnclosed(text) ? text : `(${text})`;
  }

  function raised(power) {
    return /^[\u2032\u2033']+$/.test(power.trim()) ? power.trim() : "^" + reaching(power);
  }

  function below(place) {
    return "_" + bracketed(place);
  }

  function above(base, sign) {
    const mark = MARKS[sign.trim()];
    return mark ? bracketed(base) + mark : bracketed(base) + raised(sign);
  }

  // What is summed is kept apart from the places at its sign.
  function placed(base, place, power) {
    return bracketed(base) + below(place) + (power === undefined ? "" : raised(power)) + (/^[\u2211\u220f\u222b]$/.test(base) ? " " : "");
  }

  function underneath(base, sign) {
    if (sign === BRACE) return base + BRACE;
    return base.endsWith(BRACE) ? `${base.slice(0, -1)} [${sign}]` : placed(base, sign);
  }

  const WRITTEN = {
    msqrt: (...parts) => "\u221a" + reaching(parts.join("")),
    mroot: (base, index) => bracketed(base) + "^(1/" + reaching(index) + ")",
    mfrac: (top, bottom) => bracketed(top) + "/" + reaching(bottom),
    msup: (base, power) => bracketed(base) + raised(power),
    msub: placed,
    msubsup: placed,
    munderover: placed,
    mover: above,
    munder: underneath,
    mtr: (...cells) => cells.join(" "),
    mtable: (...rows) => rows.join("; "),
    mspace: () => " ",
  };

  // From the last to the first: what is inside comes before what it is in.
  function writeOut(page) {
    [...page.querySelectorAll(Object.keys(WRITTEN).join(", "))].reverse().forEach(function (formula) {
      const parts = [...formula.children].map((part) => part.textContent);
      const next = formula.nextElementSibling;
      const isFactor = formula.localName === "mfrac" && next && next.localName !== "mo";
      formula.textContent = WRITTEN[formula.localName](...parts) + (isFactor ? " " : "");
    });
  }

  return { writeOut: writeOut };
})();
