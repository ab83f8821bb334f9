// What a page does while it is read: contents close after a tap, the menu opens at the page, a swipe moves no slider, prints are light, whole and show proofs.
(function () {
  "use strict";

  document.addEventListener("click", function (tap) {
    const link = tap.target.closest("dialog a[href^='#']");
    if (link) link.closest("dialog").close();
  });

  // The theme lets this click go no further, so it is heard on its way down; the menu is open a frame later.
  addEventListener("click", function (tap) {
    if (tap.target.closest("button.primary-toggle")) requestAnimationFrame(showWhereOneIs);
  }, true);

  function showWhereOneIs() {
    const here = document.querySelector("dialog[open] a.current.internal:not(:has(~ ul a.current))");
    if (here) here.scrollIntoView({ block: "center" });
  }

  // A swipe that scrolls the page may begin on a slider, which jumps to the finger before anyone knows: it gets back what it had.
  let swiped = null;
  addEventListener("pointerdown", function (touch) {
    const range = touch.pointerType === "touch" ? touch.target.closest("input[type=range]") : null;
    swiped = range && { range: range, value: range.value, scrolls: false };
  }, true);
  addEventListener("pointercancel", function () {
    if (!swiped) return;
    swiped.scrolls = true;
    swiped.range.value = swiped.value;
    swiped.range.dispatchEvent(new Event("input", { bubbles: true }));
  }, true);
  addEventListener("input", function (move) {
    if (!swiped || !swiped.scrolls || move.target !== swiped.range || swiped.range.value === swiped.value) return;
    move.stopImmediatePropagation();
    swiped.range.value = swiped.value;
  }, true);

  // The first view is light; what is below it comes once that stands, so that a print made then misses no picture.
  const LATER = 3000;
  addEventListener("load", function () {
    if (!navigator.connection?.saveData) setTimeout(fetchPictures, LATER);
  });

  function fetchPictures() {
    document.querySelectorAll("article img[loading=lazy]").forEach(function (image) { image.loading = "eager"; });
  }

  let kept = null;
  addEventListener("beforeprint", function () {
    const page = document.documentElement;
    const folded = [...document.querySelectorAll("article details:not([open])")].filter(isProof);
    kept = { theme: page.dataset.theme, folded: folded };
    page.dataset.theme = "light";
    folded.forEach(function (proof) { proof.open = true; });
    fetchPictures();
  });
  addEventListener("afterprint", function () {
    if (!kept) return;
    document.documentElement.dataset.theme = kept.theme;
    kept.folded.forEach(function (proof) { proof.open = false; });
    kept = null;
  });

  function isProof(details) {
    const summary = details.querySelector("summary");
    return Boolean(summary) && /^\s*Proof/.test(summary.textContent);
  }
})();
