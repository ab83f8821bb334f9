// A question that one answers by a tap: marks the choice, shows the truth, remembers it by the question's id; a second tap on the choice takes it back.
(function (box, told) {
  const buttons = Array.from(box.querySelectorAll("button")), verdict = box.querySelector("[role=status]");
  const key = "gm-quiz " + box.id;
  let mine = null;

  function answer(chosen) {
    mine = chosen;
    buttons.forEach(function (button, number) {
      const state = chosen === null ? "" : number === told.right ? "right" : number === chosen ? "wrong" : "other";
      button.setAttribute("aria-pressed", String(number === chosen));
      button.dataset.state = state;
      button.style.borderColor = { right: "#1f7a5c", wrong: "#b8432b" }[state] || "";
      button.querySelector("b").textContent = { right: "\u2713 ", wrong: "\u2717 " }[state] || "";
    });
    verdict.textContent = chosen === null ? "" : (chosen === told.right ? "Right: " : "Not so: it is ") + told.truth;
  }
  function remembered() { try { return localStorage.getItem(key); } catch (refused) { return null; } }
  function remember() {
    try { if (mine === null) localStorage.removeItem(key); else localStorage.setItem(key, mine); } catch (refused) { /* a page may not */ }
  }

  buttons.forEach(function (button, number) {
    button.addEventListener("click", function () { answer(number === mine ? null : number); remember(); });
  });
  const before = remembered();
  if (before !== null && buttons[Number(before)]) answer(Number(before));
})
