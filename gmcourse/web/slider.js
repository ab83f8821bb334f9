// One slider over frames: by hand, by keyboard, or by its button. Called with the box and its frames.
(function (box, frames) {
  const range = box.querySelector("input"), image = box.querySelector("img");
  const output = box.querySelector("output"), button = box.querySelector("button");
  const caption = box.querySelector("figcaption");
  let timer = null, fetched = false;

  function show(number) {
    const frame = frames[number];
    image.src = frame.source;
    image.alt = frame.alt;
    if (caption) caption.textContent = frame.alt;
    output.textContent = frame.text;
    range.value = number;
    range.setAttribute("aria-valuetext", frame.text);
  }
  // What stands below keeps its place: words get the room of the longest.
  function reserve() {
    [[output, output.closest("p"), "text"], [caption, caption, "alt"]].forEach(function ([words, place, key]) {
      if (!words || !place) return;
      const shown = words.textContent;
      place.style.minHeight = "";
      const heights = frames.map(function (frame) { words.textContent = frame[key]; return place.offsetHeight; });
      words.textContent = shown;
      place.style.minHeight = Math.max.apply(null, heights) + "px";
    });
  }
  function fetchAll() {
    if (fetched) return;
    fetched = true;
    reserve();
    addEventListener("resize", reserve);
    frames.forEach(function (frame) { new Image().src = frame.source; });
  }
  function stop() {
    clearInterval(timer);
    timer = null;
    button.setAttribute("aria-label", "play: " + range.getAttribute("aria-label"));
    button.textContent = "\u25b6";
  }
  function step() {
    const next = Number(range.value) + 1;
    if (next < frames.length) show(next);
    if (next >= frames.length - 1) stop();
  }
  function play() {
    fetchAll();
    if (Number(range.value) === frames.length - 1) show(0);
    button.setAttribute("aria-label", "stop: " + range.getAttribute("aria-label"));
    button.textContent = "\u25a0";
    timer = setInterval(step, Math.max(150, Math.min(800, 5000 / frames.length)));
  }
  range.addEventListener("pointerenter", fetchAll);
  range.addEventListener("focus", fetchAll);
  range.addEventListener("input", function () { if (timer) stop(); show(Number(range.value)); });
  button.addEventListener("click", function () { if (timer) stop(); else play(); });
})
