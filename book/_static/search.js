// How the search orders what it finds, what it quotes, and where its links lead. Sphinx reads it as `html_search_scorer`.
var Scorer = (function () {
  "use strict";

  // The part of a page's address -> what its results gain: where a thing is taught comes before where it is only counted.
  const ROOMS = [
    [/^book\/week\d+_(?!proofs)/, 12], [/^book\/week\d+_proofs/, 10], [/^notebooks\//, 4], [/^book\/glossary/, 7], [/^book\/notation/, 5],
    [/^book\/(quality|page_weights|references|coverage|api|errata)/, -4],
  ];

  function score([page, , , , points]) {
    const room = ROOMS.find(([address]) => address.test(page));
    const week = /week(\d+)/.exec(page);
    return points + (room ? room[1] : 0) - (week ? Number(week[1]) / 10 : 0);
  }

  document.addEventListener("DOMContentLoaded", function () {
    if (typeof Search === "undefined") return;
    Search.htmlToText = function (html, anchor) {
      const page = new DOMParser().parseFromString(html, "text/html").querySelector("article.bd-article");
      if (!page) return "";
      page.querySelectorAll(".headerlink, script, style, annotation").forEach(function (part) { part.remove(); });
      const part = anchor ? page.querySelector("#" + CSS.escape(anchor.slice(1))) : page;
      return (part || page).textContent.replace(/\s+/g, " ");
    };
    const found = document.getElementById("search-results");
    const asked = new URLSearchParams(location.search).get("q");
    if (!found || !asked) return;
    new MutationObserver(function () {
      found.querySelectorAll("li > a[href]:not([href*='#'])").forEach(function (link) {
        link.href += "#:~:text=" + encodeURIComponent(asked.trim());
      });
    }).observe(found, { childList: true, subtree: true });
  });

  return {
    score: score,
    objNameMatch: 11, objPartialMatch: 6, objPrio: { 0: 15, 1: 5, 2: -5 }, objPrioDefault: 0,
    title: 15, partialTitle: 7, term: 5, partialTerm: 2,
  };
})();
