"""One slider over a figure: live where a kernel runs, pre-rendered frames on a static page."""

import hashlib
import json
from html import escape

from gmcourse.mode import mode
from gmcourse.plot import data_uri, image_tag, show

_PAGE = """
<div class="gm-slider" id="{id}" style="max-width: 46rem;">
  {image}
  <p><label for="{id}-range">{label}: <output for="{id}-range">{first}</output></label>
  <input id="{id}-range" type="range" min="0" max="{last}" value="0" step="1" style="width: 100%;"
         aria-label="{label}" aria-valuetext="{first}"></p>
</div>
<script>
(function () {{
  const box = document.getElementById("{id}"), range = box.querySelector("input");
  const image = box.querySelector("img"), output = box.querySelector("output");
  const frames = {frames};
  range.addEventListener("input", function () {{
    const frame = frames[Number(range.value)];
    image.src = frame.source;
    image.alt = frame.alt;
    output.textContent = frame.text;
    range.setAttribute("aria-valuetext", frame.text);
  }});
}})();
</script>
"""


def slider(draw, values, label, alt):
    """Show `draw(value)` under a slider over `values`.

    draw: value -> `matplotlib.figure.Figure`
    values: at least two values, in the order of the slider
    label: what the value means, with its unit
    alt: what the picture shows, a text or a function of the value

    In Jupyter the picture is drawn as the slider moves; on a page of the book all frames are drawn
    beforehand; in grading only the first is. Raises ValueError for fewer than two values.
    """
    values = list(values)
    if len(values) < 2:
        raise ValueError(f"a slider needs at least two values, got {len(values)}")
    describe = alt if callable(alt) else lambda value: f"{alt} ({label}: {_text(value)})"
    place = mode()
    if place == "grading":
        show(draw(values[0]), describe(values[0]))
    elif place == "static":
        _show_page(draw, values, label, describe)
    else:
        _show_live(draw, values, label, describe)


def _text(value):
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _show_page(draw, values, label, describe):
    from IPython.display import display

    frames = [
        {"source": data_uri(draw(value), "webp"), "alt": describe(value), "text": _text(value)}
        for value in values
    ]
    page = _PAGE.format(
        id="gm-" + hashlib.sha256(json.dumps(frames).encode()).hexdigest()[:10],
        image=image_tag(frames[0]["source"], frames[0]["alt"]),
        label=escape(label, quote=True),
        first=escape(frames[0]["text"]),
        last=len(frames) - 1,
        frames=json.dumps(frames).replace("</", "<\\/"),
    )
    display({"text/html": page, "text/plain": f"[slider: {describe(values[0])}]"}, raw=True)


def _show_live(draw, values, label, describe):
    import ipywidgets as widgets
    from IPython.display import display

    control = widgets.SelectionSlider(
        options=[(_text(value), value) for value in values],
        description=label,
        continuous_update=False,
        style={"description_width": "initial"},
        layout={"width": "90%"},
    )
    picture = widgets.HTML()

    def update(change=None):
        picture.value = image_tag(data_uri(draw(control.value), "png"), describe(control.value))

    control.observe(update, names="value")
    update()
    display(widgets.VBox([picture, control]))
