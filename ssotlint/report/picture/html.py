"""A picture as one page that works without a network: zoom, pan, search, and a panel of imports.

Nothing of the checked project is ever part of the script: what people see is escaped text in the
page, and the page's own policy allows this script and no other.
"""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

from ssotlint.model.numbers import counted
from ssotlint.model.picture import Arrow, Node, Picture, Tie
from ssotlint.report.markup import safe
from ssotlint.report.options import TextOptions
from ssotlint.report.picture.looks import LOOKS
from ssotlint.report.picture.svg import fragment

_LINES = 200  # statements of one arrow that the panel lists


def render(picture: Picture, _options: TextOptions) -> str:
    """The page."""
    digest = b64encode(sha256(_SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    parts = [
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{safe(picture.title)} - ssotlint</title><style>{_STYLE}</style></head><body>",
        _TOOLS,
        f'<div class="both"><main id="stage" tabindex="0">{fragment(picture)}</main>',
        '<aside id="side">',
        _about(picture),
        *_details(picture),
        f"</aside></div><script>{_SCRIPT}</script></body></html>\n",
    ]
    return "\n".join(parts)


def _about(picture: Picture) -> str:
    said = "".join(f"<li>{safe(sentence)}</li>" for sentence in picture.said)
    how = "Click a box for its imports. Drag to move, scroll to zoom, type to search."
    return (
        f'<section id="about"><h2>{safe(picture.title)}</h2><ul>{said}</ul><p>{how}</p></section>'
    )


def _details(picture: Picture) -> Iterator[str]:
    nodes = {node.id: node for node in picture.nodes}
    for node in picture.nodes:
        out = [arrow for arrow in picture.arrows if arrow.source == node.id]
        into = [arrow for arrow in picture.arrows if arrow.target == node.id]
        tag = LOOKS[node.kind].tag
        words = [*([tag] if tag else []), *node.words]
        place = "" if node.files > 1 else f"<p><code>{safe(f'{node.path}:{node.line}')}</code></p>"
        yield (
            f'<section id="of-{node.id}" hidden><h2>{safe(node.label)}</h2>'
            f"<p><code>{safe(node.name)}</code></p>{place}"
            f"<ul>{''.join(f'<li>{safe(word)}</li>' for word in words)}</ul>"
            f"{_list('imported by', into, nodes, incoming=True)}"
            f"{_list('imports', out, nodes, incoming=False)}</section>"
        )


def _list(title: str, arrows: list[Arrow], nodes: dict[str, Node], *, incoming: bool) -> str:
    if not arrows:
        return ""
    parts = [f"<h3>{title}</h3>"]
    for arrow in arrows:
        other = nodes[arrow.source if incoming else arrow.target]
        notes = [word for word, said in (("extends", arrow.tie is Tie.EXTENDS),
                 ("in an import cycle", arrow.cycle), ("not drawn", arrow.implied)) if said]  # fmt: skip
        note = f" <em>{', '.join(notes)}</em>" if notes else ""
        lines = "".join(
            f"<li><code>{safe(f'{line.path}:{line.line}')}</code> {safe(line.name)}</li>"
            for line in arrow.lines[:_LINES]
        )
        if len(arrow.lines) > _LINES:
            lines += f"<li>and {len(arrow.lines) - _LINES} more (--format json has all)</li>"
        name = other.label if other.files == 1 else f"{other.label} in {other.home}"
        parts.append(
            f'<details open><summary><a href="#{other.id}" data-node="{other.id}">{safe(name)}</a> '
            f"{counted(len(arrow.lines), 'statement')}{note}</summary><ol>{lines}</ol></details>"
        )
    return "".join(parts)


_TOOLS = (
    '<header><input id="search" type="search" placeholder="search a name or a path" '
    'aria-label="search"><span id="hits" role="status"></span>'
    '<button id="out" aria-label="smaller">&minus;</button>'
    '<button id="in" aria-label="larger">+</button>'
    '<button id="fit">fit</button></header>'
)

_STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1a1f27;--faint:#525c6b;--line:#d5dbe3;--side:#f5f7fa;--link:#0062a3}
@media (prefers-color-scheme:dark){:root{--paper:#14171c;--ink:#e8ebf0;--faint:#aab3c0;--line:#343c47;--side:#1b2027;--link:#5cb8f5}}
*{box-sizing:border-box}
html,body{height:100%;margin:0}
body{display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:14px/1.45 system-ui,sans-serif}
header{display:flex;gap:8px;align-items:center;padding:8px 12px;border-bottom:1px solid var(--line)}
header input{flex:0 1 340px;padding:6px 10px;border:1px solid var(--line);border-radius:6px;background:var(--paper);color:inherit;font:inherit}
header button{min-width:34px;padding:5px 10px;border:1px solid var(--line);border-radius:6px;background:var(--side);color:inherit;font:inherit;cursor:pointer}
#hits{color:var(--faint);min-width:90px}
.both{flex:1;display:flex;min-height:0}
#stage{flex:1;overflow:hidden;position:relative;cursor:grab;touch-action:none}
#stage.moving{cursor:grabbing}
#stage svg{position:absolute;left:0;top:0;transform-origin:0 0;user-select:none}
#stage .node{cursor:pointer}
#stage .dim{opacity:.16}
#stage .on rect:not(.pill):not(.behind){stroke-width:3.5}
#side{width:400px;max-width:45vw;overflow:auto;padding:4px 16px 24px;border-left:1px solid var(--line);background:var(--side)}
#side h2{font-size:16px;margin:12px 0 4px;overflow-wrap:anywhere}#side h3{font-size:13px;margin:16px 0 4px;color:var(--faint)}
#side li,#side p{overflow-wrap:anywhere}#side p{margin:4px 0}#side ul,#side ol{margin:4px 0;padding-left:20px}
#side code{font:12px ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
#side summary{cursor:pointer;padding:2px 0}#side em{color:var(--faint)}#side a{color:var(--link)}
@media (max-width:760px){.both{flex-direction:column}#side{width:auto;max-width:none;max-height:45vh;border-left:0;border-top:1px solid var(--line)}}
"""

_SCRIPT = """
"use strict";
(function () {
  var stage = document.getElementById("stage"), svg = stage.querySelector("svg");
  var box = svg.viewBox.baseVal, x = 0, y = 0, scale = 1, chosen = "";
  var nodes = Array.from(svg.querySelectorAll("g.node[id]"));
  var arrows = Array.from(svg.querySelectorAll("path[data-s]"));
  var search = document.getElementById("search"), hits = document.getElementById("hits");
  function place() {
    svg.style.transform = "translate(" + x + "px," + y + "px) scale(" + scale + ")";
  }
  function fit() {
    scale = Math.min(stage.clientWidth / box.width, stage.clientHeight / box.height, 1.4);
    x = Math.max((stage.clientWidth - box.width * scale) / 2, 0);
    y = 0;
    place();
  }
  function zoom(factor, atX, atY) {
    var next = Math.min(Math.max(scale * factor, 0.05), 8);
    x = atX - (atX - x) * next / scale;
    y = atY - (atY - y) * next / scale;
    scale = next;
    place();
  }
  function middle(factor) { zoom(factor, stage.clientWidth / 2, stage.clientHeight / 2); }
  function show(id) {
    chosen = id;
    document.querySelectorAll("#side > section").forEach(function (one) {
      one.hidden = one.id !== (id ? "of-" + id : "about");
    });
    document.getElementById("side").scrollTop = 0;
    mark();
  }
  function mark() {
    var words = search.value.trim().toLowerCase(), near = new Set([chosen]), found = 0;
    arrows.forEach(function (one) {
      var ours = one.dataset.s === chosen || one.dataset.t === chosen;
      if (ours) { near.add(one.dataset.s); near.add(one.dataset.t); }
      one.classList.toggle("dim", (chosen !== "" && !ours) || (chosen === "" && words !== ""));
    });
    nodes.forEach(function (one) {
      var hit = words !== "" && one.textContent.toLowerCase().indexOf(words) >= 0;
      if (hit) { found += 1; }
      var out = words !== "" ? !hit : chosen !== "" && !near.has(one.id);
      one.classList.toggle("dim", out);
      one.classList.toggle("on", hit || one.id === chosen);
    });
    hits.textContent = words === "" ? "" : found + " found";
  }
  function center(node) {
    var area = node.getBoundingClientRect(), around = stage.getBoundingClientRect();
    x += around.left + around.width / 2 - area.left - area.width / 2;
    y += around.top + around.height / 2 - area.top - area.height / 2;
    place();
  }
  stage.addEventListener("wheel", function (event) {
    event.preventDefault();
    var around = stage.getBoundingClientRect();
    zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.clientX - around.left, event.clientY - around.top);
  }, { passive: false });
  var from = null, moved = false;
  stage.addEventListener("pointerdown", function (event) {
    from = { x: event.clientX - x, y: event.clientY - y, atX: event.clientX, atY: event.clientY };
    moved = false;
  });
  window.addEventListener("pointermove", function (event) {
    if (!from) { return; }
    moved = moved || Math.abs(event.clientX - from.atX) + Math.abs(event.clientY - from.atY) > 4;
    if (moved) {
      stage.classList.add("moving");
      x = event.clientX - from.x;
      y = event.clientY - from.y;
      place();
    }
  });
  window.addEventListener("pointerup", function () {
    from = null;
    stage.classList.remove("moving");
  });
  stage.addEventListener("click", function (event) {
    if (moved) { return; }
    var node = event.target.closest("g.node[id]");
    show(node ? node.id : "");
  });
  document.getElementById("side").addEventListener("click", function (event) {
    var link = event.target.closest("a[data-node]");
    if (!link) { return; }
    event.preventDefault();
    show(link.dataset.node);
    center(document.getElementById(link.dataset.node));
  });
  search.addEventListener("input", mark);
  search.addEventListener("keydown", function (event) {
    var first = nodes.find(function (one) { return one.classList.contains("on"); });
    if (event.key === "Enter" && first) { show(first.id); center(first); }
    if (event.key === "Escape") { search.value = ""; show(""); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.target === search) { return; }
    if (event.key === "+") { middle(1.2); }
    if (event.key === "-") { middle(1 / 1.2); }
    if (event.key === "0") { fit(); }
    if (event.key === "Escape") { show(""); }
    if (event.key === "/") { event.preventDefault(); search.focus(); }
  });
  document.getElementById("in").addEventListener("click", function () { middle(1.2); });
  document.getElementById("out").addEventListener("click", function () { middle(1 / 1.2); });
  document.getElementById("fit").addEventListener("click", fit);
  window.addEventListener("resize", fit);
  fit();
  if (document.getElementById("of-" + location.hash.slice(1))) { show(location.hash.slice(1)); }
})();
"""
