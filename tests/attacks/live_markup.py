"""Attacks by markup, as data: each would run a script, or ask CANARY for something, where a page is not cleaned.

RUN stands for a script that notes its name; CANARY for an address that nothing may be asked of.
"""

import base64
import json

RUN = "RUN"
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

# Text of Markdown cells.
MARKDOWN = {
    "script": "hello <script>RUN</script>",
    "script_slash": "<script/x>RUN</script >",
    "script_split": "<scr<script>ipt>RUN</scr</script>ipt>",
    "script_source": "<script src=CANARY/a.js></script>",
    "script_module": "<script type=module>import 'CANARY/m.js'; RUN</script>",
    "script_newline": "<script\n>RUN</script\n>",
    "image_error": "<img src=x onerror=RUN>",
    "image_error_upper": "<IMG SRC=x ONERROR=RUN>",
    "image_error_slash": "<img/src=x/onerror=RUN>",
    "image_backtick": "<img src=`x` onerror=RUN>",
    "image_broken_quote": '<img src="x" title="a"onerror=RUN b="',
    "svg_load": "<svg onload=RUN></svg>",
    "svg_animate": "<svg><animate onbegin=RUN attributeName=x dur=1s></svg>",
    "svg_script": "<svg><script>RUN</script></svg>",
    "svg_use": "<svg><use href='CANARY/u.svg#x'></use></svg>",
    "svg_image": "<svg><image xlink:href='CANARY/i.png' width=9 height=9 /></svg>",
    "svg_foreign": "<svg><foreignObject><iframe onload=RUN></iframe></foreignObject></svg>",
    "math_link": "<math><mtext href='javascript:RUN'>x</mtext></math>",
    "math_mutation": "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=RUN&gt;\">",
    "noscript_mutation": "<noscript><p title=\"</noscript><img src=x onerror=RUN>\"></noscript>",
    "textarea_mutation": "<textarea><img title=\"</textarea><img src=x onerror=RUN>\"></textarea>",
    "template_mutation": "<template><img src=x onerror=RUN></template><xmp><p title=\"</xmp><img src=x onerror=RUN>\"></xmp>",
    "comment": "<!--><img src=x onerror=RUN>-->",
    "comment_odd": "<!-- --!><img src=x onerror=RUN> -->",
    "cdata": "<![CDATA[><img src=x onerror=RUN>]]>",
    "processing": "<?xml ><img src=x onerror=RUN>?>",
    "details_toggle": "<details open ontoggle=RUN><summary>x</summary>y</details>",
    "body_load": "<body onload=RUN onpageshow=RUN>",
    "input_focus": "<input autofocus onfocus=RUN>",
    "style_animation": "<style>@keyframes a{}</style><p style='animation:a 1s' onanimationstart=RUN>x</p>",
    "iframe_source": "<iframe srcdoc=\"<script>parent.RUN</script>\" src=CANARY/frame></iframe>",
    "object": "<object data='CANARY/o'></object><embed src='CANARY/e'>",
    "base": "<base href='CANARY/'><img src='b.png'>",
    "meta_refresh": "<meta http-equiv=refresh content='0;url=CANARY/meta'>",
    "link_style": "<link rel=stylesheet href=CANARY/l.css><link rel=prefetch href=CANARY/p>",
    "link_icon": "<link rel=icon href=CANARY/icon.png><link rel=preconnect href=CANARY>",
    "style_import": "<style>@import url(CANARY/i.css); body{background:url(CANARY/bg.png)}</style>",
    "style_attribute": "<div style=\"background:url(CANARY/s.png)\">x</div>",
    "style_escape": "<div style=\"background:\\75rl(CANARY/s2.png);list-style:url(CANARY/l.png)\">x</div>",
    "style_image_set": "<li style=\"list-style-image:image-set('CANARY/is.png' 1x)\">x</li>",
    "cover": "<div style=\"position:fixed;inset:0;background:white;z-index:99999\">You got 41 of 41</div>",
    "cover_by_class": "<div class=\"navbar-fixed-top modal-backdrop\">You got 41 of 41</div>",
    "srcset": "<img srcset='CANARY/set.png 1x' src=''><picture><source srcset=CANARY/pic.png><img></picture>",
    "media": "<video src=CANARY/v.mp4 poster=CANARY/p.png autoplay></video><audio src=CANARY/a.mp3 autoplay></audio>",
    "track": "<video autoplay><source src=CANARY/v2 onerror=RUN><track src=CANARY/t default></video>",
    "table_background": "<table background=CANARY/t.png><tr><td background=CANARY/td.png>x</td></tr></table>",
    "form": "<form action=CANARY/form id=f><input name=a></form><button form=f formaction='javascript:RUN'>go</button>",
    "marquee": "<marquee onstart=RUN>x</marquee>",
    "remote_image": "![x](CANARY/md.png)",
    "remote_image_title": "![x](<CANARY/md2.png> \"t\")",
    "remote_image_reference": "![x][far]\n\n[far]: CANARY/ref.png",
    "remote_image_protocol": "![x](//HOST_OF_CANARY/proto.png)",
    "image_breaks_out": "![a\" onerror=\"RUN](x \"b\" onerror=\"RUN)",
    "image_data_html": "![x](data:text/html;base64,PHNjcmlwdD4x)",
    "link_script": "[click](javascript:RUN)",
    "link_script_entity": "[click](&#106;avascript:RUN)",
    "link_script_tab": "[click](java&Tab;script:RUN) [click](<java\tscript:RUN>)",
    "link_script_reference": "[click][bad]\n\n[bad]: javascript:RUN",
    "link_script_auto": "<javascript:RUN>",
    "link_data": "[click](data:text/html,<script>RUN</script>)",
    "link_vbscript": "[click](vbscript:RUN)",
    "link_own_origin": "[next](/formgrader?path=/tmp) [next](../../formgrader/?path=x) <a href='//HOST_OF_CANARY/x'>y</a>",
    "link_breaks_out": "[x](http://a.b/\"onmouseover=\"RUN)",
    "fence_info": "```\"><img src=x onerror=RUN>\ncode\n```\n\n```python\" onmouseover=\"RUN\nx\n```",
    "mermaid": "```mermaid\ngraph TD; a[\"<img src=x onerror=RUN>\"]\n```",
    "heading_id": "# \" onclick=RUN id=\"x <img src=x onerror=RUN>",
    "latex_link": "$\\href{javascript:RUN}{x}$ $\\url{CANARY/u}$",
    "latex_style": "$$\\style{background:url(CANARY/tex.png);position:fixed}{x}\\class{modal}{y}\\cssId{q}{z}$$",
    "latex_tags": "$<img src=x onerror=RUN>$ $$a<script>RUN</script>$$ \\\\(<img src=x onerror=RUN>\\\\)",
    "latex_environment": "\\begin{x}<img src=x onerror=RUN>\\end{x} $\\text{<img src=x onerror=RUN>}$",
    "latex_entity": "$&lt;img src=x onerror=RUN&gt;$ `$<img src=x onerror=RUN>$`",
    "latex_file": "$\\includegraphics{CANARY/ig.png} \\require{html} \\unicode[Arial;background:url(CANARY/f)]{x}$",
    "blank_line_in_tag": "<div\n\ntitle='x' onclick=RUN>\n\n<img src=x\n\nonerror=RUN>",
    "unclosed_tag": "text <img src=x onerror=RUN //",
    "table_cell": "| a | b |\n|---|---|\n| <img src=x onerror=RUN> | [x](javascript:RUN) |",
    "attachment_svg": "![x](attachment:evil.svg) ![x](attachment:type.png) ![x](attachment:break.png) ![x](attachment:none.png)",
    "frozen_in_fence": "<pre>\n\n[x](javascript:RUN)\n\n</pre><img src=x onerror=RUN>",
    "null_byte": "<im\x00g src=x onerror=RUN><scr\x00ipt>RUN</scr\x00ipt>",
    "deep": "<div>" * 300 + "<img src=x onerror=RUN>",
}  # fmt: skip

ATTACHMENTS = {
    "evil.svg": {
        "image/svg+xml": base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg' onload='RUN'/>").decode()
    },
    "type.png": {'image/png" onerror="RUN': "AAAA"},
    "break.png": {"image/png": 'A" onerror="RUN'},
}

# (data, metadata) of display messages.
OUTPUTS = {
    "png_width": ({"image/png": PNG}, {"image/png": {"width": "1 onload=RUN", "height": "1"}}),
    "png_height": ({"image/png": "AAAA"}, {"image/png": {"height": "1 onerror=RUN", "width": "3"}}),
    "png_width_outside": ({"image/png": PNG}, {"width": "1 onload=RUN"}),
    "png_alt": ({"image/png": PNG}, {"image/png": {"alt": 'x" onload="RUN', "unconfined": True}}),
    "jpeg_width": ({"image/jpeg": "AAAA"}, {"image/jpeg": {"width": "1 onerror=RUN"}}),
    "png_text": ({"image/png": 'x" onerror="RUN'}, {}),
    "png_lines": ({"image/png": ['x" ', 'onerror="RUN']}, {}),
    "filenames": ({"image/png": PNG}, {"filenames": {"image/png": "CANARY/filenames.png"}}),
    "filenames_svg": ({"image/svg+xml": "<svg/>"}, {"filenames": {"image/svg+xml": "CANARY/f.svg"}}),
    "metadata_numbers": ({"image/png": PNG, "text/html": "<b>x</b>"}, {"filenames": 5, "image/png": "x", "text/html": 5}),
    "html": ({"text/html": "<b>ok</b><img src=CANARY/html.png onerror=\"RUN\"><script>RUN</script>"}, {}),
    "html_isolated": ({"text/html": "<script>parent.RUN</script><img src=CANARY/iso.png>"}, {"text/html": {"isolated": True}}),
    "html_style": ({"text/html": "<style>@import url(CANARY/css.css)</style><p onclick=RUN>x</p>"}, {}),
    "html_closes": ({"text/html": "</div></div></body></html><script>RUN</script>"}, {}),
    "html_svg": ({"text/html": "<svg><style><img src=x onerror=RUN></style></svg>"}, {}),
    "html_form": ({"text/html": "<a href=javascript:RUN>x</a><input class=score id=reflection_01 value=9>"}, {}),
    "markdown": ({"text/markdown": "![x](CANARY/mdout.png) <img src=x onerror=RUN> [z](javascript:RUN)"}, {}),
    "latex": ({"text/latex": "$\\href{javascript:RUN}{x}\\style{background:url(CANARY/l.png)}{x}$<img src=x onerror=RUN>"}, {}),
    "javascript": ({"application/javascript": "RUN"}, {}),
    "svg": ({"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' onload='RUN'><script>RUN</script></svg>"}, {}),
    "svg_entity": ({"image/svg+xml": "<!DOCTYPE s [<!ENTITY x '<script>RUN</script>'>]><svg>&x;</svg>"}, {}),
    "plain": ({"text/plain": "\x1b]8;;javascript:RUN\x07x \x1b[31;4mred\" onmouseover=RUN \x1b[0m<script>RUN</script>"}, {}),
    "widget": ({"application/vnd.jupyter.widget-view+json": {"model_id": "</script><script>RUN</script>"}}, {}),
    "vega": ({"application/vnd.vega.v5+json": {"data": {"url": "CANARY/vega"}}}, {}),
    "plotly": ({"application/vnd.plotly.v1+json": {"data": [{"text": "<img src=x onerror=RUN>"}]}}, {}),
    "pdf": ({"application/pdf": "JVBERi0x"}, {}),
    "mermaid": ({"text/vnd.mermaid": "graph TD; a[<img src=x onerror=RUN>]"}, {}),
    "name_of_type": ({"text/x\"><script>RUN</script>": "x"}, {}),
}  # fmt: skip

# Source of code cells: streams, errors and what a page shows of code.
CODE = {
    "stream": 'print("\\x1b[38;2;1;2;3\\"><script>RUN</script>m <img src=x onerror=RUN>")',
    "error": 'raise type("<img src=x onerror=RUN>", (Exception,), {})("<script>RUN</script>")',
    "source": '"""</pre></div><script>RUN</script>"""; "<img src=x onerror=RUN>"',
    "stderr": 'import sys; print("<svg onload=RUN>", file=sys.stderr)',
}


def armed(text, name, canary):
    """The attack's text with its script and its address put in; the script has no space and no quote."""
    run = f"window.ran=[].concat(window.ran,/{name}/.source)"
    host = canary.split("//")[1]
    return text.replace(RUN, run).replace("HOST_OF_CANARY", host).replace("CANARY", f"{canary}/{name}")


def armed_data(node, name, canary):
    """The same for JSON."""
    return json.loads(armed(json.dumps(node), name, canary))
