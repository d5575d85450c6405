"""Steps on texts against plain Python."""

import hashlib
import html
import re
import unicodedata
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tables.steps.trial import ODD_TEXTS, TEXT, column_after, columns_after, texts

from atelier.errors import InvalidInput
from atelier.tables.words import STOP_WORDS

FEW = settings(max_examples=12)
WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f_]*[^\W_]*)*|_+")


def without_accents(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))


@FEW
@given(texts)
def test_transformations(values: list[str | None]) -> None:
    wanted = {
        "TO_UPPER": lambda v: v.upper() if "ß" not in v else None,
        "TO_LOWER": lambda v: v.lower() if "İ" not in v else None,
        "TRIM": lambda v: v.strip(),
        "REMOVE_WHITESPACE": lambda v: "".join(v.split()),
        "COLLAPSE_WHITESPACE": lambda v: " ".join(v.split()),
        "TRUNCATE": lambda v: v[:3],
        "URL_ENCODE": lambda v: quote(v, safe="-_.~"),
        "XML_ESCAPE": lambda v: html.escape(v).replace("&#x27;", "&apos;"),
    }
    for mode, shape in wanted.items():
        found = column_after(TEXT, values, "StringTransformer", "text", columns=["text"], mode=mode, truncateLength=3)
        for value, result in zip(values, found, strict=True):
            expected = None if value is None else shape(value)
            if value is None or expected is not None:
                assert result == expected, (mode, value)


@FEW
@given(texts)
def test_escapes_are_undone(values: list[str | None]) -> None:
    for there, back in (("URL_ENCODE", "URL_DECODE"), ("XML_ESCAPE", "XML_UNESCAPE")):
        escaped = column_after(TEXT, values, "StringTransformer", "text", columns=["text"], mode=there)
        again = column_after(TEXT, escaped, "StringTransformer", "text", columns=["text"], mode=back)
        assert again == values


def test_capitals_and_accents() -> None:
    values = ["hello wörld  iS", "éa", "", None]
    words = column_after(TEXT, values, "StringTransformer", "text", columns=["text"], mode="CAPITALIZE")
    assert words == ["Hello Wörld  Is", "Éa", "", None]
    sentence = column_after(TEXT, values, "StringTransformer", "text", columns=["text"], mode="CAPITALIZE_SENTENCE")
    assert sentence == ["Hello wörld  is", "Éa", "", None]
    plain = column_after(TEXT, values, "StringTransformer", "text", columns=["text"], mode="NORMALIZE")
    assert plain == ["hello world is", "ea", "", None]


@FEW
@given(st.lists(st.one_of(st.none(), st.text("ab É-.,1", max_size=12)), max_size=6))
def test_words_are_runs_of_letters_and_digits(values: list[str | None]) -> None:
    found = column_after(TEXT, values, "TextSimplifierProcessor", "x", inCol="text", outCol="x")
    words = [None if v is None else re.findall(r"[a-z0-9]+", without_accents(v.lower())) for v in values]
    assert found == [None if one is None else " ".join(one) for one in words]
    in_order = column_after(
        TEXT, values, "TextSimplifierProcessor", "x", inCol="text", outCol="x", sortAlphabetically=True
    )
    assert in_order == [None if one is None else " ".join(sorted(one)) for one in words]
    folded = column_after(TEXT, values, "Tokenizer", "x", inCol="text", outCol="x", operation="FOLD")
    assert folded == [word for one in words for word in (one or [None])]
    pairs = column_after(TEXT, values, "NGramExtract", "x", inCol="text", outCol="x", operation="FOLD")
    assert pairs == [
        pair
        for one in words
        for pair in ([f"{a} {b}" for a, b in zip(one or [], (one or [])[1:], strict=False)] or [None])
    ]


def test_stems_and_stop_words() -> None:
    values = ["The cats were running happily", "Les chats courent à l'école"]
    english = column_after(
        TEXT, values[:1], "TextSimplifierProcessor", "x", inCol="text", outCol="x", stem=True, clearStopWords=True
    )
    assert english == ["cat run happili"]
    french = column_after(
        TEXT, values[1:], "TextSimplifierProcessor", "x",
        inCol="text", outCol="x", stem=True, clearStopWords=True, language="french",
    )  # fmt: skip
    assert french == ["chat courent a ecol"]
    assert {"the", "of"} <= STOP_WORDS["english"]
    with pytest.raises(InvalidInput, match="There is no list of stop words for German"):
        column_after(TEXT, ["x"], "Tokenizer", "text", inCol="text", clearStopWords=True, language="german")


@FEW
@given(texts, st.sampled_from(["a", "ab", ".", "é", "A"]))
def test_occurrences_are_counted_as_python_counts(values: list[str | None], wanted: str) -> None:
    found = column_after(TEXT, values, "CountMatches", "x", inCol="text", outCol="x", pattern=wanted)
    assert found == [None if v is None else v.count(wanted) for v in values]
    by_pattern = column_after(TEXT, values, "CountMatches", "x", inCol="text", outCol="x",
                              pattern=re.escape(wanted) + "+", matchingMode="PATTERN")  # fmt: skip
    assert by_pattern == [None if v is None else len(re.findall(re.escape(wanted) + "+", v)) for v in values]


@FEW
@given(texts)
def test_pseudonyms_are_codes_of_values_with_the_secret(values: list[str | None]) -> None:
    found = column_after(TEXT, values, "ColumnPseudonymization", "text", columns=["text"], salt="s'")
    assert found == [hashlib.sha256(f"s'{v}".encode()).hexdigest() if v else None for v in values]


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("http://A.example:80/b/c?d=1&e#f", ["http", "a.example", 80, "/b/c", "d=1&e", "f"]),
        ("https://ada:secret@example.org", ["https", "example.org", None, None, None, None]),
        ("//example.org/x", [None, "example.org", None, "/x", None, None]),
        ("ftp://[::1]:99999999999/", ["ftp", "[::1]", None, "/", None, None]),
        ("no address", [None] * 6),
        (None, [None] * 6),
    ],
)
def test_addresses_are_split(address: str | None, wanted: list[Any]) -> None:
    names = [f"text_{part}" for part in ("scheme", "host", "port", "path", "querystring", "anchor")]
    found = columns_after([TEXT], [[address]], "URLSplitter", names, column="text")
    assert [found[name][0] for name in names] == wanted


def test_e_mail_addresses_are_split() -> None:
    values = ["ada@Example.org", "Ada Marsh <ada.marsh@example.org>", "ada", "a@b@c", None]
    found = columns_after([TEXT], [[v] for v in values], "EmailSplitter", ["text_localpart", "text_domain"],
                          column="text")  # fmt: skip
    assert found["text_localpart"] == ["ada", "ada.marsh", None, None, None]
    assert found["text_domain"] == ["example.org", "example.org", None, None, None]


def test_rows_get_their_numbers() -> None:
    assert column_after(TEXT, ODD_TEXTS, "GenerateRowID", "row_id", start=5) == list(range(5, 5 + len(ODD_TEXTS)))
    made = column_after(TEXT, ODD_TEXTS, "GenerateRowID", "row_id", mode="UUID")
    assert len(set(made)) == len(ODD_TEXTS)


@FEW
@given(texts)
def test_rows_with_empty_cells_go(values: list[str | None]) -> None:
    assert column_after(TEXT, values, "RemoveRowsOnEmpty", "text", columns=["text"]) == [v for v in values if v]
    kept = column_after(TEXT, values, "RemoveRowsOnEmpty", "text", appliesTo="ALL", keep=True)
    assert kept == [v for v in values if not v]


def test_what_was_done_is_counted_whatever_the_words_hold() -> None:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from tests.tables.tabular import relation

    from atelier.tables.preview import step_counts
    from atelier.tables.script import ScriptStep, apply_script

    step = ScriptStep(type="CountMatches", params={"inCol": "text", "pattern": "{x}", "outCol": "n"})
    with TemporaryDirectory() as folder, relation(Path(folder) / "t", [TEXT], [["a{x}"], ["b"]]) as (table, probe):
        counts = step_counts(apply_script(table, [step], probe), probe)
    assert counts[0].words == "“{x}” occurs in 1 of 2 rows"
