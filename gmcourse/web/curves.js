// Curves of closed formulas, drawn as their knobs turn. Called with the box and what it draws.
(function (box, plan) {
  const W = Math.max(340, Math.min(672, box.clientWidth || 672)), H = 300, L = 46, R = 14, T = 12, B = 40, SVG = "http://www.w3.org/2000/svg";
  const svg = box.querySelector("svg"), words = box.querySelector(".gm-says");
  const knobs = Array.from(box.querySelectorAll("input"));
  const data = plan.data || [];
  const known = {
    exp: Math.exp, log: Math.log, sqrt: Math.sqrt, tanh: Math.tanh, cosh: Math.cosh, sin: Math.sin, cos: Math.cos,
    abs: Math.abs, pi: Math.PI, min: Math.min, max: Math.max,
    sigmoid: function (a) { return 1 / (1 + Math.exp(-a)); },
    softplus: function (a) { return Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))); },
    normal: function (x, m, s) { return Math.exp(-((x - m) * (x - m)) / (2 * s * s)) / (s * Math.sqrt(2 * Math.PI)); },
    entropy: function (p) { return p <= 0 || p >= 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log(1 - p); },
    kernels: function (x, h) { return data.reduce(function (sum, d) { return sum + known.normal(x, d, h); }, 0) / data.length; },
    lgamma: function (a) {
      if (a < 8) return known.lgamma(a + 1) - Math.log(a);
      const i = 1 / (a * a);
      return (a - 0.5) * Math.log(a) - a + 0.5 * Math.log(2 * Math.PI) + (1 / 12 - i * (1 / 360 - i / 1260)) / a;
    }
  };
  const names = Object.keys(known), values = names.map(function (name) { return known[name]; });
  const given = plan.knobs.map(function (knob) { return knob.name; });
  function compile(formula) {
    const made = new Function(names.concat(["x"], given).join(","), "return " + formula + ";");
    return function (x, turned) { return made.apply(null, values.concat([x], turned)); };
  }
  const lines = plan.lines.map(function (line) { return { at: line.at && compile(line.at), y: compile(line.y) }; });
  const marks = plan.marks.map(function (mark) { return compile(mark.at); });
  const pieces = plan.says.map(function (piece) { return piece.formula ? compile(piece.formula) : piece.text; });

  function px(x) { return L + (x - plan.between[0]) / (plan.between[1] - plan.between[0]) * (W - L - R); }
  function py(y) { return H - B - (y - plan.height[0]) / (plan.height[1] - plan.height[0]) * (H - T - B); }
  function add(name, attributes, text) {
    const made = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (text !== undefined) made.textContent = text;
    return svg.appendChild(made);
  }
  function ticks(span, count) {
    const raw = (span[1] - span[0]) / count, power = Math.pow(10, Math.floor(Math.log10(raw)));
    const step = [1, 2, 5, 10].map(function (k) { return k * power; }).find(function (k) { return k >= raw; });
    const found = [];
    for (let k = Math.ceil(span[0] / step - 1e-9); k * step <= span[1] + 1e-9 * step; k++) found.push(Number((k * step).toPrecision(10)));
    return found;
  }
  function said(value) {
    if (!isFinite(value)) return value > 0 ? "\u221e" : value < 0 ? "\u2212\u221e" : "undefined";
    return value.toFixed(Math.abs(value) >= 100 ? 1 : 3).replace("-", "\u2212");
  }
  svg.setAttribute("viewBox", "0 0 " + W + " " + H);
  const inside = add("clipPath", { id: box.id + "-inside" });
  inside.appendChild(add("rect", { x: L, y: T - 2, width: W - L - R, height: H - T - B + 4 }));
  const clip = "url(#" + box.id + "-inside)";
  const frame = { stroke: "#525c70", "stroke-width": 1 }, small = { "font-size": 13, fill: "#1d2433" };
  add("path", Object.assign({ d: "M" + L + "," + T + "V" + (H - B) + "H" + (W - R), fill: "none" }, frame));
  ticks(plan.between, W / 84).forEach(function (x) {
    add("path", Object.assign({ d: "M" + px(x) + "," + (H - B) + "v4" }, frame));
    add("text", Object.assign({ x: px(x), y: H - B + 17, "text-anchor": "middle" }, small), String(x).replace("-", "\u2212"));
  });
  ticks(plan.height, 5).forEach(function (y) {
    add("path", Object.assign({ d: "M" + L + "," + py(y) + "h-4" }, frame));
    add("text", Object.assign({ x: L - 7, y: py(y) + 4, "text-anchor": "end" }, small), String(y).replace("-", "\u2212"));
  });
  add("text", Object.assign({ x: (L + W - R) / 2, y: H - 5, "text-anchor": "middle" }, small), plan.x_label);
  const upright = plan.marks.map(function (mark) { return add("path", { "clip-path": clip, stroke: mark.colour, "stroke-dasharray": "5 4", fill: "none", "stroke-width": 1.5 }); });
  const drawn = plan.lines.map(function (line) { return add("path", { "clip-path": clip, stroke: line.colour, fill: "none", "stroke-width": 2.4, "stroke-linejoin": "round" }); });
  const exits = add("g", { "font-size": 13, "font-weight": 600, "paint-order": "stroke", stroke: "#fff", "stroke-width": 3 });
  data.forEach(function (d) { if (d >= plan.between[0] && d <= plan.between[1]) add("path", { d: "M" + px(d) + "," + (H - B) + "v-8", stroke: "#525c70", "stroke-opacity": 0.35 }); });

  // Where a line leaves the picture, how far it goes on: `far` has the height of its end and the place, for each side.
  function sayWhereItLeaves(far, colour, rows) {
    const margin = 0.01 * (plan.height[1] - plan.height[0]);
    far.forEach(function (end, side) {
      if (!end || (side ? end.y <= plan.height[1] + margin : end.y >= plan.height[0] - margin)) return;
      const x = px(end.x), left = x > (L + W) / 2, row = 15 * rows[side]++, height = String(Number(end.y.toPrecision(3)));
      const label = add("text", { x: x + (left ? -8 : 8), y: side ? T + 11 + row : H - B - 6 - row, "text-anchor": left ? "end" : "start", fill: "#1d2433" });
      const arrow = label.appendChild(document.createElementNS(SVG, "tspan"));
      arrow.setAttribute("fill", colour);
      arrow.textContent = side ? "\u2191" : "\u2193";
      label.append(" on to " + height.replace("-", "\u2212"));
      exits.appendChild(label);
    });
  }

  function draw() {
    const turned = knobs.map(function (knob) { return Number(knob.value); });
    const rows = [0, 0];
    exits.replaceChildren();
    lines.forEach(function (line, number) {
      let path = "", pen = "M", far = [null, null];
      for (let i = 0; i <= 480; i++) {
        const t = plan.over[0] + (plan.over[1] - plan.over[0]) * i / 480;
        const x = line.at ? line.at(t, turned) : t, y = line.y(t, turned);
        if (!isFinite(x) || !isFinite(y)) { pen = "M"; continue; }
        path += pen + px(x).toFixed(1) + "," + Math.max(-2 * H, Math.min(3 * H, py(y))).toFixed(1);
        pen = "L";
        if (x < plan.between[0] || x > plan.between[1]) continue;
        if (!far[0] || y < far[0].y) far[0] = { x: x, y: y };
        if (!far[1] || y > far[1].y) far[1] = { x: x, y: y };
      }
      drawn[number].setAttribute("d", path);
      sayWhereItLeaves(far, plan.lines[number].colour, rows);
    });
    marks.forEach(function (mark, number) {
      const x = mark(0, turned);
      upright[number].setAttribute("d", isFinite(x) ? "M" + px(x).toFixed(1) + "," + T + "V" + (H - B) : "");
    });
    knobs.forEach(function (knob) {
      const text = String(Number(Number(knob.value).toPrecision(6))).replace("-", "\u2212");
      box.querySelector("output[for=" + JSON.stringify(knob.id) + "]").textContent = text;
      knob.setAttribute("aria-valuetext", text);
    });
    words.textContent = pieces.map(function (piece) { return typeof piece === "string" ? piece : said(piece(0, turned)); }).join("");
  }
  knobs.forEach(function (knob) { knob.addEventListener("input", draw); });
  draw();
})
