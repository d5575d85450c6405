"""Patterns of dates as Java and DSS write them ("dd/MM/yyyy HH:mm"), for reading and for writing, in some languages.

The letters: https://docs.oracle.com/javase/8/docs/api/java/text/SimpleDateFormat.html
"""

import re
from dataclasses import dataclass
from typing import Literal

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.tables.calls import call, case, joined, text, whole
from atelier.tables.probe import Probe

Language = Literal["en", "fr", "de", "es"]
LANGUAGES: dict[str, str] = {"en": "English", "fr": "French", "de": "German", "es": "Spanish"}

_MONTHS: dict[str, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
           "novembre", "décembre"),
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
           "November", "Dezember"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
           "noviembre", "diciembre"),
}  # fmt: skip
_DAYS: dict[str, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_SHORT_MONTHS: dict[str, tuple[str, ...]] = {
    "en": tuple(name[:3] for name in _MONTHS["en"]),
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    "de": ("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"),
}
_SHORT_DAYS: dict[str, tuple[str, ...]] = {
    "en": tuple(name[:3] for name in _DAYS["en"]),
    "fr": ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    "de": ("Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."),
    "es": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
}

_READ = {
    "y": "%Y", "u": "%Y", "d": "%d", "H": "%H", "h": "%I", "a": "%p", "m": "%M", "s": "%S", "D": "%j",
    "Z": "%z", "X": "%z", "x": "%z", "z": "%Z",
}  # fmt: skip
_WRITTEN = {"y": "%Y", "u": "%Y", "a": "%p", "D": "%j", "w": "%V", "Y": "%G"}
_PADDED = {"M": "m", "d": "d", "H": "H", "h": "I", "m": "M", "s": "S"}
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class _Token:
    letter: str  # "" for a literal
    text: str


def read(value: exp.Expr, pattern: str, *, language: str, zone: str, loc: str) -> exp.Expr:
    """Return a text read by a pattern as TIMESTAMP in UTC, NULL where it does not fit. Raises `InvalidInput`."""
    tokens = _tokens(pattern, loc)
    has_names = any(token.letter in ("M", "E") and len(token.text) > 2 for token in tokens)
    has_zone = any(token.letter in "ZXxz" for token in tokens if token.letter)
    is_foreign = language != "en" and has_names
    shape = "".join(_read_token(token, loc, lowered=is_foreign) for token in tokens)
    source = _in_english(value, language) if is_foreign else value.copy()
    source = call("trim", source)
    if has_zone:  # the engine reads offsets, not the letter Z for none
        source = call("regexp_replace", source, text("[Zz]$"), text("+00:00"))
    found = exp.cast(call("try_strptime", source, text(shape)), "TIMESTAMP")
    return found if has_zone else from_zone(found, zone)


def written(moment: exp.Expr, pattern: str, *, language: str, zone: str, loc: str) -> exp.Expr:
    """Return a moment in UTC as text by a pattern, in a time zone; raises `InvalidInput` at `loc`."""
    local = in_zone(moment, zone)
    parts: list[exp.Expr] = []
    shape = ""
    for token in _tokens(pattern, loc):
        simple = _written_simply(token, language)
        if simple is not None:
            shape += simple
            continue
        if shape:
            parts.append(call("strftime", local, text(shape)))
            shape = ""
        parts.append(_written_token(token, moment, local, language, zone, loc))
    if shape or not parts:
        parts.append(call("strftime", local, text(shape)))
    return joined(*parts)


def in_zone(moment: exp.Expr, zone: str) -> exp.Expr:
    """Return a moment in UTC as the clock shows it in a zone."""
    return moment.copy() if zone == "UTC" else call("timezone", text(zone), exp.cast(moment.copy(), "TIMESTAMPTZ"))


def from_zone(local: exp.Expr, zone: str) -> exp.Expr:
    """Return what a clock in a zone shows as the moment in UTC."""
    return local.copy() if zone == "UTC" else exp.cast(call("timezone", text(zone), local), "TIMESTAMP")


def demand_zone(probe: Probe, name: str, loc: str) -> str:
    """Return the name of a time zone; raises `InvalidInput` at `loc` for one that is not known."""
    if name == "UTC" or probe.knows_zone(name):
        return name
    raise InvalidInput.at(loc, f"There is no time zone “{shown(name)}”. Write one such as UTC or Europe/Paris.")


def _tokens(pattern: str, loc: str) -> list[_Token]:
    if not pattern.strip():
        raise InvalidInput.at(loc, "Write a date format, such as yyyy-MM-dd.")
    if len(pattern) > _LONGEST:
        raise InvalidInput.at(loc, f"A date format has at most {_LONGEST} characters.")
    tokens = []
    for found in re.finditer(r"'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+|'", pattern):
        part = found.group(0)
        if part == "'":
            raise InvalidInput.at(loc, "The date format opens a quote ' that is never closed.")
        if found.group(2):
            tokens.append(_Token(found.group(2), part))
        elif part.startswith("'"):
            tokens.append(_Token("", found.group(1).replace("''", "'") or "'"))
        else:
            tokens.append(_Token("", part))
    return tokens


def _unknown(token: _Token, loc: str) -> InvalidInput:
    return InvalidInput.at(
        loc,
        f"“{token.text}” means nothing in a date format here. "
        "Letters: y M d E H h a m s S Z X; put words in single quotes.",
    )


def _read_token(token: _Token, loc: str, *, lowered: bool) -> str:
    size = len(token.text)
    if not token.letter:
        literal = token.text.replace("%", "%%")
        return literal.lower() if lowered else literal
    if token.letter == "y" and size == 2:
        return "%y"
    if token.letter == "M":
        return "%m" if size <= 2 else "%b" if size == 3 else "%B"
    if token.letter == "E":
        return "%a" if size <= 3 else "%A"
    if token.letter == "S":
        return "%g" if size == 3 else "%f" if size <= 6 else "%n"
    if token.letter not in _READ:
        raise _unknown(token, loc)
    return _READ[token.letter]


def _written_simply(token: _Token, language: str) -> str | None:
    size = len(token.text)
    if not token.letter:
        return token.text.replace("%", "%%")
    if token.letter == "y" and size == 2:
        return "%y"
    if token.letter == "M" and size > 2:
        return ("%b" if size == 3 else "%B") if language == "en" else None
    if token.letter == "E":
        return ("%a" if size <= 3 else "%A") if language == "en" else None
    if token.letter in _PADDED:
        return f"%{'' if size > 1 else '-'}{_PADDED[token.letter]}"
    if token.letter == "S" and size == 3:
        return "%g"
    return _WRITTEN.get(token.letter)


def _written_token(token: _Token, moment: exp.Expr, local: exp.Expr, language: str, zone: str, loc: str) -> exp.Expr:
    size = len(token.text)
    if token.letter == "M":
        return _word(_SHORT_MONTHS if size == 3 else _MONTHS, language, call("month", local))
    if token.letter == "E":
        return _word(_SHORT_DAYS if size <= 3 else _DAYS, language, call("isodow", local))
    if token.letter == "S":
        digits = call("rpad", call("strftime", local, text("%f")), whole(size), text("0"))
        return call("left", digits, whole(size))
    if token.letter == "z":
        return text(zone)
    if token.letter in "ZXx":
        return _offset(moment, local, with_colon=token.letter != "Z" and size == 3, z_for_zero=token.letter == "X")
    raise _unknown(token, loc)


def _word(words: dict[str, tuple[str, ...]], language: str, place: exp.Expr) -> exp.Expr:
    return call("list_extract", exp.Array(expressions=[text(word) for word in words[language]]), place)


def _offset(moment: exp.Expr, local: exp.Expr, *, with_colon: bool, z_for_zero: bool) -> exp.Expr:
    minutes = call("date_diff", text("minute"), moment, local)
    size = call("abs", minutes)
    hours = exp.cast(call("divide", size, whole(60)), "VARCHAR")
    rest = exp.cast(call("mod", size, whole(60)), "VARCHAR")
    sign = case((exp.LT(this=minutes, expression=whole(0)), text("-")), default=text("+"))
    colon = [text(":")] if with_colon else []
    full = joined(sign, call("lpad", hours, whole(2), text("0")), *colon, call("lpad", rest, whole(2), text("0")))
    return case((exp.EQ(this=minutes, expression=whole(0)), text("Z")), default=full) if z_for_zero else full


def _in_english(value: exp.Expr, language: str) -> exp.Expr:
    """Return a text with the names of months and days in English capitals; what is replaced cannot match again."""
    result = call("lower", value)
    for words, english in (
        (_MONTHS, _MONTHS["en"]),
        (_DAYS, _DAYS["en"]),
        (_SHORT_MONTHS, _SHORT_MONTHS["en"]),
        (_SHORT_DAYS, _SHORT_DAYS["en"]),
    ):
        for word, other in sorted(zip(words[language], english, strict=True), key=lambda pair: -len(pair[0])):
            result = call("replace", result, text(word.lower()), text(other.upper()))
    return result
