"""The page that shows a timeline with TimelineJS 3."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

LIBRARY = "https://cdn.knightlab.com/libs/timeline3/3.9.11"
"""Where the browser of the reader gets TimelineJS from."""

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="{library}/css/timeline.css">
<style>
html, body {{ height: 100%; margin: 0; font-family: system-ui, sans-serif; }}
body {{ display: flex; flex-direction: column; }}
#timeline {{ flex: 1; min-height: 420px; }}
#list {{ margin: 1rem auto; max-width: 46rem; padding: 0 1rem; }}
footer {{ border-top: 1px solid #ccc; color: #444; font-size: .8rem; padding: .5rem 1rem; }}
.tl-timeline, .tl-timeline h2, .tl-timeline h3, .tl-timeline p {{
  font-family: system-ui, sans-serif;
}}
.tl-timeline .tl-timemarker h2.tl-headline, .tl-timeline .tl-headline-date,
.tl-timeline .tl-slidenav-title, .tl-timeline .tl-text-content p,
.tl-timeline .tl-text-content li {{ color: #333 !important; }}
</style>
</head>
<body>
<main id="timeline"></main>
<section id="list" hidden>
<h1>{title}</h1>
<p>The timeline could not be loaded from {library}. These are its entries.</p>
<ol>
{entries}
</ol>
</section>
<footer>{citation}</footer>
<script type="application/json" id="data">{data}</script>
<script src="{library}/js/timeline.js"></script>
<script>
if (window.TL) {{
  const data = JSON.parse(document.getElementById("data").textContent);
  window.timeline = new TL.Timeline("timeline", data, {{
    font: null, hash_bookmark: true, timenav_height_percentage: 40, scale_factor: {windows}
  }});
}} else {{
  document.getElementById("timeline").hidden = true;
  document.getElementById("list").hidden = false;
}}
</script>
<noscript><style>#timeline {{ display: none }} #list {{ display: block }}</style></noscript>
</body>
</html>"""


def page(content: Mapping[str, Any], facts: Mapping[str, str], windows: float) -> str:
    """Return a page that holds the data, and shows them as a list if TimelineJS is out of reach.

    The time bar is `windows` times as wide as the window in which it is shown.
    """
    entries = "\n".join(
        f"<li><strong>{slide['display_date']}</strong> {slide['text']['headline']}</li>"
        for slide in content["events"]
    )
    data = json.dumps(content, ensure_ascii=False).replace("<", "\\u003c")
    return _PAGE.format(
        title=escape(facts.get("title", "Timeline")),
        citation=escape(facts.get("citation", "")),
        library=LIBRARY,
        entries=entries,
        data=data,
        windows=windows,
    )
