"""The documentation page of a recipe type or macro, written from their declarations so that they cannot go stale.

`macros/docs.py` gathers the pages of all.
"""

from textwrap import dedent
from typing import Any

from atelier.recipes.base import Params, Role
from atelier.recipes.declaration import field_ui

NOTE = "<!-- Written by `atelier docs` from the declaration; change that instead. -->"


def page(found: Any, word: str) -> str:
    """Return the page of one type."""
    lines = [f"# {found.label}", "", NOTE, "", _description(found), "", f"Type of {word}: `{found.type}`.", ""]
    for title, roles in (("Inputs", found.inputs), ("Outputs", found.outputs)):
        if roles:
            lines += [f"## {title}", "", *(_role(role) for role in roles), ""]
    by_section: dict[str, list[str]] = {}
    for name in found.Params.model_fields:
        section = field_ui(found.Params, name).get("section", "") or "Settings"
        by_section.setdefault(section, []).append(name)
    ordered = [section for section in found.sections if section in by_section]
    ordered += [section for section in by_section if section not in ordered]
    properties = found.Params.model_json_schema()["properties"]
    for section in ordered:
        lines += [f"## {section}", "", "| setting | values | default | meaning |", "|---|---|---|---|"]
        lines += [_row(found.Params, name, properties[name]) for name in by_section[section]]
        lines.append("")
    if found.dss_types:
        names = ", ".join(f"`{name}`" for name in found.dss_types)
        lines += ["## In scripts", "", f"Scripts may also ask for it as {names}. {_dss_names(found.Params)}", ""]
    return "\n".join(lines).rstrip() + "\n"


def link(found: Any) -> str:
    """Return a line of the list of pages."""
    return f"- [{found.label}]({found.type}.md): {_description(found).splitlines()[0]}"


def _description(found: Any) -> str:
    first, _, rest = (found.__doc__ or "").strip().partition("\n")
    return f"{first}\n{dedent(rest)}".strip()


def _role(role: Role) -> str:
    optional = "" if role.required else " (optional)"
    return f"- **{role.label}** (`{role.name}`, {role.kind}){optional}: {role.help or role.label}"


def _row(params: type[Params], name: str, schema: dict[str, Any]) -> str:
    field = params.model_fields[name]
    default = "needed" if field.is_required() else f"`{_plain(field.get_default(call_default_factory=True))}`"
    cells = (f"**{field.title}** (`{name}`)", _values(schema, field_ui(params, name)), default, field.description or "")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "empty" if value in ("", []) else str(value)


def _values(schema: dict[str, Any], ui: dict[str, Any]) -> str:
    if options := ui.get("options"):
        return ", ".join(f"{label} (`{value}`)" for value, label in options.items())
    if "anyOf" in schema:
        return " or ".join(_values(part, {}) for part in schema["anyOf"])
    if "const" in schema:
        return f"`{schema['const']}`"
    words = {"integer": "whole number", "number": "number", "boolean": "on or off", "string": "text", "array": "list"}
    text = words.get(schema.get("type", ""), "value")
    bounds = [
        f"{sign} {schema[key]}"
        for key, sign in (
            ("minimum", "from"),
            ("exclusiveMinimum", "above"),
            ("maximum", "to"),
            ("exclusiveMaximum", "below"),
        )
        if key in schema
    ]
    unit = f" {ui['unit']}" if "unit" in ui else ""
    return f"{text} {' '.join(bounds)}{unit}".strip()


def _dss_names(params: type[Params]) -> str:
    names = [
        f"`{ui['dss']}` for `{name}`"
        for name in params.model_fields
        if (ui := field_ui(params, name)).get("dss") and ui["dss"] != name
    ]
    return f"They may give settings by the names {', '.join(names)}." if names else ""
