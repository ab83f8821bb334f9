// Grains that travel again and again from noise to data. Called with the box and their places, frame by frame.
(function (box, plan) {
  const canvas = box.querySelector("canvas"), button = box.querySelector("button"), pen = canvas.getContext("2d");
  const frames = plan.frames, last = frames.length - 1, count = plan.hues.length, SECONDS = 6, REST = 2.5;
  let going = false, began = 0, at = 1, before = 0;

  function place(frame, grain, axis) { return frames[frame][2 * grain + axis] / 1000; }
  function draw(share) {
    const t = Math.min(share, 1) * last, from = Math.min(Math.floor(t), last - 1), rest = t - from;
    const W = canvas.width, H = canvas.height, size = Math.max(2, W / 260);
    pen.clearRect(0, 0, W, H);
    for (let grain = 0; grain < count; grain++) {
      const x = place(from, grain, 0) * (1 - rest) + place(from + 1, grain, 0) * rest;
      const y = place(from, grain, 1) * (1 - rest) + place(from + 1, grain, 1) * rest;
      pen.fillStyle = "hsl(" + plan.hues[grain] + " 68% 48%)";
      pen.beginPath();
      pen.arc(x * W, H - y * H, size, 0, 7);
      pen.fill();
    }
  }
  function step(now) {
    if (!going) return;
    at = ((now - began) / 1000 % (SECONDS + REST)) / SECONDS;
    if (now - before > 30) { before = now; const s = Math.min(at, 1); draw(s * s * (3 - 2 * s)); }
    requestAnimationFrame(step);
  }
  function set(moving) {
    going = moving;
    button.textContent = moving ? "\u25a0" : "\u25b6";
    button.setAttribute("aria-label", moving ? "stop the grains" : "let the grains move");
    if (moving) requestAnimationFrame(function (now) { began = now - (at >= 1 ? 0 : at * SECONDS * 1000); step(now); });
  }
  button.addEventListener("click", function () { set(!going); });
  draw(1);
  if (!window.matchMedia("(prefers-reduced-motion: reduce)").matches) set(true); else set(false);
})
