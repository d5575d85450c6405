"""Split user agent."""

from pathlib import Path

import pytest
from tests.tables.steps.drawn import Rows, counted, made, refused, sentence, step
from tests.tables.steps.trial import TEXT, columns_after

PARTS = ["browser", "browser_version", "os", "os_version", "device", "device_brand", "device_model", "kind"]

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)
WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
)
FIREFOX = "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"
IPAD = "Mozilla/5.0 (iPad; CPU OS 16_1 like Mac OS X) AppleWebKit/605.1.15 Version/16.1 Mobile/15E148 Safari/604.1"
TABLET = "Mozilla/5.0 (Linux; Android 13; SM-X906C) AppleWebKit/537.36 Chrome/110.0.0.0 Safari/537.36"
BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (IPHONE, ("Mobile Safari", "17.5", "iOS", "17.5", "iPhone", "Apple", "iPhone", "phone")),
        (WINDOWS, ("Chrome", "126.0.0", "Windows", "10", None, None, None, "desktop")),
        (FIREFOX, ("Firefox", "127.0", "Ubuntu", None, None, None, None, "desktop")),
        (IPAD, ("Mobile Safari", "16.1", "iOS", "16.1", "iPad", "Apple", "iPad", "tablet")),
        (BOT, ("Googlebot", "2.1", None, None, "Spider", "Spider", "Desktop", "bot")),
        ("what", (None, None, None, None, None, None, None, "other")),
        ("", (None, None, None, None, None, None, None, "other")),
        (None, (None,) * 8),
    ],
)
def test_parts(text: str | None, wanted: tuple[str | None, ...]) -> None:
    names = [f"text_{part}" for part in PARTS]
    found = columns_after([TEXT], [[text]], "UserAgentClassifier", names, column="text")
    assert tuple(found[name][0] for name in names) == wanted


def test_an_android_that_is_no_phone_is_a_tablet() -> None:
    found = columns_after([TEXT], [[TABLET]], "UserAgentClassifier", ["text_kind", "text_os"], column="text")
    assert found == {"text_kind": ["tablet"], "text_os": ["Android"]}


def test_what_it_says_counts_and_refuses(tmp_path: Path) -> None:
    one = step("UserAgentClassifier", column="text")
    assert sentence(one) == "Split the user agents in “text”"
    rows: Rows = [[text, None, None, None, None, None] for text in (IPHONE, "what", None)]
    assert counted(tmp_path / "c", rows, one)[2:] == (1, "1 of 3 rows hold a user agent that is known")
    assert list(made(tmp_path / "m", rows, one))[:3] == ["text", "text_browser", "text_browser_version"]
    refused(tmp_path, step("UserAgentClassifier"), at="column", match="Choose a column")
    refused(tmp_path, step("UserAgentClassifier", column="nope"), at="column", match="no column “nope”")


def test_a_text_of_any_length_is_answered_soon() -> None:
    found = columns_after([TEXT], [["Mozilla/5.0 (" * 100_000]], "UserAgentClassifier", ["text_kind"], column="text")
    assert found == {"text_kind": ["other"]}
