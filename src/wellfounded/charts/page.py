"""A chart as one page: the picture, its table to be sorted and saved, and nothing that is loaded from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import json

from wellfounded.charts.kinds import Between, Chart, Funnel, Value
from wellfounded.charts.numbers import middle, written
from wellfounded.charts.tables import saved, table
from wellfounded.charts.words import foot, from_the_right, words_of
from wellfounded.claim.picture.lettering import plain

_LOOK = """
body{margin:0;background:#fff;color:#1a1a1a;font:16px/1.5 Lato,'Noto Sans','Noto Sans CJK JP','Noto Sans JP',
'Noto Sans Arabic','Segoe UI',Arial,sans-serif}
main{max-width:56rem;margin:0 auto;padding:1rem}
svg{width:100%;min-width:38rem;height:auto}
caption{text-align:start}
.mark:hover,.mark:focus{opacity:.75;outline:none}
button{font:inherit;padding:.35rem .8rem;border:1px solid #0072bc;border-radius:.3rem;background:#fff;color:#0060a0;
cursor:pointer;margin-inline-end:.5rem}
button:focus-visible,th button:focus-visible{outline:3px solid #18375f;outline-offset:2px}
.scroll{overflow-x:auto;margin-top:1rem}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;min-width:50%}
th,td{padding:.3rem .7rem;border-bottom:1px solid #e3e3e3;text-align:end}
th:first-child,td:first-child{text-align:start}
th button{border:0;padding:0;margin:0;color:inherit;font-weight:700;background:none}
th button::after{content:" \\2195";color:#767676}
th[aria-sort=ascending] button::after{content:" \\2191"}
th[aria-sort=descending] button::after{content:" \\2193"}
footer{color:#595959;font-size:.85rem;margin-top:1rem}
@media print{.act{display:none}}
"""

_ACT = """
const table=document.querySelector('table'),body=table.tBodies[0];
table.querySelectorAll('th').forEach((head,i)=>head.firstElementChild.addEventListener('click',()=>{
const up=head.getAttribute('aria-sort')!=='ascending';
table.querySelectorAll('th').forEach(h=>h.removeAttribute('aria-sort'));
head.setAttribute('aria-sort',up?'ascending':'descending');
const key=row=>{const v=row.cells[i].dataset.v;return v===undefined?row.cells[i].textContent:v===''?null:Number(v)};
[...body.rows].map(row=>[key(row),row]).sort(([a],[b])=>a===null?1:b===null?-1:
(typeof a==='number'?a-b:a.localeCompare(b))*(up?1:-1)).forEach(([,row])=>body.append(row));
}));
const save=(text,kind,name)=>{const link=document.createElement('a');
link.href=URL.createObjectURL(new Blob([text],{type:kind}));link.download=name;link.click();
setTimeout(()=>URL.revokeObjectURL(link.href),1000)};
const csv=JSON.parse(document.getElementById('csv').textContent);
document.getElementById('save-table').addEventListener('click',()=>save('\\ufeff'+csv,'text/csv','table.csv'));
document.getElementById('save-picture').addEventListener('click',()=>
save(new XMLSerializer().serializeToString(document.querySelector('svg')),'image/svg+xml','chart.svg'));
"""


def _digest(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def page(chart: Chart, svg: str) -> str:
    """The page of a chart, from its picture as SVG. Its own policy forbids it to load or send anything."""
    caption, made, words = chart.caption, table(chart), words_of(chart.caption)
    csv = json.dumps(saved(made), ensure_ascii=False).replace("<", "\\u003c")
    allowed = f"script-src {_digest(_ACT)}; style-src {_digest(_LOOK)}"
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    heads = "".join(f'<th scope="col"><button type="button">{plain(head)}</button></th>' for head in made.heads)
    funnel = isinstance(chart, Funnel)  # its rates are shares, its numbers of decisions are not
    rows = "".join(
        "<tr>" + "".join(_cell(cell, made.percent or (funnel and isinstance(cell, float))) for cell in row) + "</tr>\n"
        for row in made.rows
    )
    direction = ' dir="rtl"' if from_the_right(caption) else ""
    below = "".join(f"<p>{plain(line)}</p>" for line in foot(caption))
    return f"""<!doctype html>
<html lang="{plain(caption.lang)}"{direction}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{plain(caption.title)}</title>
<style>{_LOOK}</style>
</head>
<body>
<main>
<div class="scroll" tabindex="0" role="region" aria-label="{plain(caption.title)}">
{svg}
</div>
<p class="act"><button type="button" id="save-table">{plain(words.say("Save the table"))}</button>\
<button type="button" id="save-picture">{plain(words.say("Save the picture"))}</button></p>
<div class="scroll" tabindex="0" role="region" aria-label="{plain(words.say("The figures"))}">
<table>
<caption>{plain(caption.subtitle)}</caption>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}</tbody>
</table>
</div>
<footer>{below}</footer>
</main>
<script type="application/json" id="csv">{csv}</script>
<script>{_ACT}</script>
</body>
</html>
"""


def _cell(cell: str | Value, percent: bool) -> str:
    if isinstance(cell, str):
        return f"<td>{plain(cell)}</td>"
    at = middle(cell)
    value = "" if at is None else f"{at:.10g}"
    shown = (
        written(cell, percent) if not isinstance(cell, Between) or cell.low != cell.high else written(cell.low, percent)
    )
    return f'<td data-v="{value}">{plain(shown)}</td>'
