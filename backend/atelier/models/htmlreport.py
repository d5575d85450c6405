"""A version of a saved model as one HTML page that stands alone: no script, nothing fetched from elsewhere."""

from html import escape
from typing import Any

_STYLE = """
body { font: 14px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #231d19; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; border-bottom: 1px solid #dfdcd8; }
table { border-collapse: collapse; margin: .5rem 0; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid #dfdcd8; padding: .25rem .6rem; text-align: right; } th:first-child { text-align: left; }
td.text { text-align: left; } .right { background: #d7e4f4; } .wrong { background: #f9e2cd; }
.wide { overflow-x: auto; } p.note { color: #6b635d; }
"""
_MOST_CLASSES = 60
_MOST_TRIALS = 200


def page(*, name: str, version: int, facts: dict[str, Any], described: dict[str, Any], report: dict[str, Any]) -> str:
    """Return the page. `report` holds the sections that the version has, by name."""
    design = described["design"]
    parts = [
        f"<h1>{_text(name)}, version {version}</h1>",
        f"<p>{_text(facts.get('label', described['algorithm']))}, predicting “{_text(design['targetVariable'])}”"
        f"{_trained_on(facts)}.</p>",
        "<h2>Metrics on the test rows</h2>",
        _pairs([(_word(one), _number(value)) for one, value in facts.get("metrics", {}).items()]),
    ]
    if isinstance(report.get("confusion"), dict):
        parts += ["<h2>Confusion</h2>", _confusion(report["confusion"])]
    if isinstance(report.get("classes"), list):
        parts += ["<h2>By class</h2>", _classes(report["classes"])]
    parts += [
        "<h2>Hyper-parameters</h2>",
        _pairs([(_word(one), str(value)) for one, value in described["values"].items()]),
        "<h2>Features</h2>",
        _features(design["preprocessing"]["per_feature"]),
    ]
    if isinstance(report.get("search"), list) and len(report["search"]) > 1:
        parts += ["<h2>Search</h2>", _search(report["search"])]
    parts += ["<h2>Made with</h2>", _pairs(list(described.get("versions", {}).items()))]
    body = "\n".join(parts)
    title = f"{_text(name)}, version {version}"
    return (
        f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _trained_on(facts: dict[str, Any]) -> str:
    dataset = facts.get("dataset")
    if not isinstance(dataset, dict):
        return ""
    rows = f", {dataset['rows']:,} rows" if isinstance(dataset.get("rows"), int) else ""
    return f", trained on {_text(dataset.get('name', ''))}{rows}"


def _confusion(confusion: dict[str, Any]) -> str:
    names, counts = confusion["classes"], confusion["counts"]
    if len(names) > _MOST_CLASSES:
        return f'<p class="note">{len(names):,} classes: the table is left out.</p>'
    head = "".join(f"<th>{_text(name)}</th>" for name in names)
    rows = []
    for place, (name, row) in enumerate(zip(names, counts, strict=True)):
        cells = "".join(
            f'<td class="{"right" if place == other else "wrong" if count else ""}">{count:,}</td>'
            for other, count in enumerate(row)
        )
        rows.append(f"<tr><th>{_text(name)}</th>{cells}</tr>")
    note = '<p class="note">Rows are labels, columns are predictions.</p>'
    return f'{note}<div class="wide"><table><tr><th></th>{head}</tr>{"".join(rows)}</table></div>'


def _classes(classes: list[dict[str, Any]]) -> str:
    rows = "".join(
        f"<tr><th>{_text(one['name'])}</th><td>{_number(one['precision'])}</td><td>{_number(one['recall'])}</td>"
        f"<td>{_number(one['f1'])}</td><td>{one['support']:,}</td></tr>"
        for one in classes
    )
    return f"<table><tr><th>Class</th><th>Precision</th><th>Recall</th><th>F1</th><th>Rows</th></tr>{rows}</table>"


def _features(features: dict[str, Any]) -> str:
    rows = ""
    for name, one in features.items():
        cells = (one.get("role", "").lower(), one.get("type", "").lower(), one.get("reason", ""))
        told = "".join(f'<td class="text">{_text(cell)}</td>' for cell in cells)
        rows += f"<tr><th>{_text(name)}</th>{told}</tr>"
    head = "<tr><th>Column</th><th>Role</th><th>Type</th><th>Reason</th></tr>"
    return f'<div class="wide"><table>{head}{rows}</table></div>'


def _search(trials: list[dict[str, Any]]) -> str:
    rows = "".join(
        f"<tr><th>{_text(', '.join(f'{name} {value}' for name, value in one['values'].items()))}</th>"
        f"<td>{_number(one['score'])}</td></tr>"
        for one in trials[:_MOST_TRIALS]
    )
    return f"<table><tr><th>Candidate</th><th>Score</th></tr>{rows}</table>"


def _pairs(pairs: list[tuple[str, str]]) -> str:
    return "<table>" + "".join(f"<tr><th>{_text(a)}</th><td>{_text(b)}</td></tr>" for a, b in pairs) + "</table>"


def _word(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _number(value: Any) -> str:
    return f"{value:.4f}" if isinstance(value, int | float) and not isinstance(value, bool) else "-"


def _text(value: Any) -> str:
    return escape(str(value))
