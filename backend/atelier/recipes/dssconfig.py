"""Turning settings into DSS's `customConfig` and back, by the `dss` name declared on each field."""

from typing import Any

from atelier.recipes.base import Params


def _dss_names(params_class: type[Params]) -> dict[str, str]:
    names = {}
    for name, field in params_class.model_fields.items():
        extra = field.json_schema_extra
        ui = extra.get("ui", {}) if isinstance(extra, dict) else {}
        if isinstance(ui, dict) and isinstance(ui.get("dss"), str):
            names[name] = str(ui["dss"])
    return names


def params_from_dss(params_class: type[Params], config: dict[str, Any]) -> dict[str, Any]:
    """Return the settings found in `config`; keys of either naming are understood, others are left out."""
    names = _dss_names(params_class)
    found: dict[str, Any] = {name: config[name] for name in params_class.model_fields if name in config}
    for name, dss in names.items():
        value: Any = config
        for part in dss.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value is not None:
            found[name] = value
    return found


def params_to_dss(params_class: type[Params], params: dict[str, Any]) -> dict[str, Any]:
    """Return `params` under their DSS names; a dotted name makes a nested object."""
    names = _dss_names(params_class)
    config: dict[str, Any] = {}
    for name, value in params.items():
        *parents, last = names.get(name, name).split(".")
        place = config
        for parent in parents:
            place = place.setdefault(parent, {})
        place[last] = value
    return config
