"""Paths of files as people bring them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.errors import InvalidInput
from atelier.storage.names import clean_path, clean_prefix, group_of, is_picture, shown


@pytest.mark.parametrize(
    ("path", "clean"),
    [
        ("a.jpg", "a.jpg"),
        ("/train//a.jpg", "train/a.jpg"),
        ("./train/./a.jpg", "train/a.jpg"),
        ("train\\cats\\a.jpg", "train/cats/a.jpg"),
        ("cafe\u0301.jpg", "café.jpg"),
        ("🐈 on a 🛋️.png", "🐈 on a 🛋️.png"),
        ("..hidden/...jpg", "..hidden/...jpg"),
    ],
)
def test_a_path_has_one_form(path: str, clean: str) -> None:
    assert clean_path(path) == clean


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("", "A file needs a name."),
        ("///", "A file needs a name."),
        ("../a.jpg", "“../a.jpg” leads out of the folder: a path may not contain “..”."),
        ("a/../../b.jpg", "“a/../../b.jpg” leads out of the folder: a path may not contain “..”."),
        ("a\\..\\b.jpg", "“a\\..\\b.jpg” leads out of the folder: a path may not contain “..”."),
        ("a\0.jpg", "“a\\x00.jpg” contains a control character. Rename the file and try again."),
        ("a\nb.jpg", "“a\\x0ab.jpg” contains a control character. Rename the file and try again."),
        ("a\ud800.jpg", "“a\\xd800.jpg” is not valid Unicode. Rename the file and try again."),
    ],
)
def test_a_path_that_cannot_be_is_refused_with_the_reason(path: str, sentence: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        clean_path(path)
    assert refused.value.message == sentence


def test_names_that_no_file_system_takes_are_refused() -> None:
    with pytest.raises(InvalidInput, match="longer than the 255 bytes that a file name may have"):
        clean_path("é" * 128)
    assert clean_path("é" * 127) == "é" * 127
    with pytest.raises(InvalidInput, match="longer than the 1000 characters that a path may have"):
        clean_path("/".join(["a" * 99] * 11))


@given(st.text(max_size=60))
def test_what_is_taken_is_below_the_folder_and_stays_as_it_is(path: str) -> None:
    try:
        clean = clean_path(path)
    except InvalidInput:
        return
    assert clean_path(clean) == clean == unicodedata.normalize("NFC", clean)
    assert clean_prefix(clean) == clean + "/"
    parts = clean.split("/")
    assert all(part and part not in (".", "..") for part in parts)
    assert not any(unicodedata.category(sign) == "Cc" for sign in clean)


@given(st.text())
def test_whatever_is_shown_in_a_sentence_is_short_and_printable(text: str) -> None:
    assert shown(text).isprintable()
    assert len(shown(text)) <= 80


@pytest.mark.parametrize(
    ("path", "group"),
    [
        ("ada_marsh_pic_0001.jpg", "ada_marsh"),
        ("train/ada_marsh_12.jpg", "ada_marsh"),
        ("cats/tom.jpg", "cats"),
        ("tom.jpg", ""),
        ("_pic_01.jpg", "_pic"),
        ("a_pic_b_pic_2.jpg", "a_pic_b"),
        ("cat_.jpg", ""),
        ("🐈_7.png", "🐈"),
    ],
)
def test_a_name_suggests_a_class(path: str, group: str) -> None:
    assert group_of(path) == group


def test_pictures_are_known_by_their_suffix() -> None:
    assert all(map(is_picture, ("a.jpg", "b/c.JPEG", "x.tIf", "w.webp")))
    assert not any(map(is_picture, ("a.svg", "labels.csv", "jpg", ".jpg.txt", "")))
