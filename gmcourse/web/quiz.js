// A question that one answers by a tap: marks the choice, shows the truth, remembers it by the question's id.
(function (box, told) {
  const buttons = Array.from(box.querySelectorAll("button")), verdict = box.querySelector("[role=status]");
  const key = "gm-quiz " + box.id;

  function answer(chosen) {
    buttons.forEach(function (button, number) {
      const right = number === told.right, mine = number === chosen;
      button.setAttribute("aria-pressed", String(mine));
      button.dataset.state = right ? "right" : mine ? "wrong" : "other";
      button.style.borderColor = right ? "#1f7a5c" : mine ? "#b8432b" : "";
      button.querySelector("b").textContent = right ? "\u2713 " : mine ? "\u2717 " : "";
      button.disabled = true;
    });
    verdict.textContent = (chosen === told.right ? "Right: " : "Not so: it is ") + told.truth;
  }
  function remembered() { try { return localStorage.getItem(key); } catch (refused) { return null; } }
  function remember(chosen) { try { localStorage.setItem(key, chosen); } catch (refused) { /* a page may not */ } }

  buttons.forEach(function (button, number) {
    button.addEventListener("click", function () { remember(number); answer(number); });
  });
  const before = remembered();
  if (before !== null && buttons[Number(before)]) answer(Number(before));
})
