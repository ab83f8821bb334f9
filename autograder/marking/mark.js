// Marking: ticks add up to a score, every change is saved, keys move and tick.
const cards = [...document.querySelectorAll("main > .person")];
const token = new URLSearchParams(location.search).get("token");
let here = -1;

const number = (card) => card.querySelector("input[type=number]");
const ticks = (card) => [...card.querySelectorAll("input[type=checkbox]")];

function count() {
  const done = cards.filter((card) => card.classList.contains("done")).length;
  document.querySelector("progress").value = done;
  document.getElementById("count").textContent = `${done} of ${cards.length} marked`;
}

function say(card, text, bad) {
  const state = card.querySelector(".state");
  state.textContent = text;
  state.classList.toggle("failed", Boolean(bad));
}

// One save of a card at a time; what changes meanwhile is saved after it.
async function save(card) {
  if (card.saving) { card.again = true; return; }
  const field = number(card);
  if (!field.checkValidity()) { say(card, `not saved: expected points from 0 to ${field.max}, such as 1.5`, true); return; }
  card.saving = true;
  say(card, "saving");
  const set = ticks(card).flatMap((tick, place) => (tick.checked ? [place] : []));
  const body = { key: card.dataset.key, score: field.value === "" ? null : Number(field.value),
    comment: card.querySelector("textarea").value, ticks: set };
  try {
    const answer = await fetch("/save", { method: "POST", headers: { "Content-Type": "application/json", "X-Marking-Token": token },
      body: JSON.stringify(body) });
    if (answer.ok) {
      card.classList.toggle("done", body.score !== null);
      say(card, card.typing || card.again ? "not saved yet" : "saved");
    } else say(card, await answer.text(), true);
  } catch (problem) {
    say(card, "not saved: is `autograder mark` still running? Change something to try again.", true);
  }
  card.saving = false;
  count();
  if (card.again) { card.again = false; save(card); }
}

function add(card) {
  const sum = ticks(card).reduce((total, tick) => total + (tick.checked ? Number(tick.dataset.points) : 0), 0);
  number(card).value = Math.min(sum, Number(number(card).max));
  save(card);
}

function go(place) {
  if (here >= 0) cards[here].classList.remove("here");
  here = Math.max(0, Math.min(cards.length - 1, place));
  cards[here].classList.add("here");
  cards[here].scrollIntoView({ block: "start" });
  cards[here].focus({ preventScroll: true });
}

for (const card of cards) {
  card.addEventListener("focusin", () => {
    if (here >= 0) cards[here].classList.remove("here");
    here = cards.indexOf(card);
    card.classList.add("here");
  });
  for (const tick of ticks(card)) tick.addEventListener("change", () => add(card));
  number(card).addEventListener("change", () => save(card));
  card.querySelector("button.still")?.addEventListener("click", (event) => { event.target.remove(); save(card); });
  let timer;
  card.querySelector("textarea").addEventListener("input", () => {
    card.typing = true;
    say(card, "not saved yet");
    clearTimeout(timer);
    timer = setTimeout(() => { card.typing = false; save(card); }, 600);
  });
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("textarea, input[type=number]");
  if (event.key === "Escape") { event.target.blur(); return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !cards.length) return;
  const card = cards[Math.max(here, 0)];
  if (event.key === "j") go(here + 1);
  else if (event.key === "k") go(here - 1);
  else if (event.key === "u") {
    const next = cards.findIndex((one, place) => place > here && !one.classList.contains("done"));
    go(next >= 0 ? next : cards.findIndex((one) => !one.classList.contains("done")));
  } else if (event.key === "c") card.querySelector("textarea").focus();
  else if (event.key === "0") { for (const tick of ticks(card)) tick.checked = false; add(card); }
  else if (/^[1-9]$/.test(event.key) && ticks(card)[event.key - 1]) {
    const tick = ticks(card)[event.key - 1];
    tick.checked = !tick.checked;
    add(card);
  } else return;
  event.preventDefault();
});

window.addEventListener("beforeunload", (event) => {
  if (cards.some((card) => /not saved|saving/.test(card.querySelector(".state").textContent))) event.preventDefault();
});
count();
