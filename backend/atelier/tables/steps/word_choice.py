"""Settings of steps that take texts as words."""

from typing import Literal

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables import words
from atelier.tables.steps.base import StepParams, setting


class WordChoice(StepParams):
    normalize: bool = setting(True, label="Lower case, without accents")
    clearStopWords: bool = setting(
        False, label="Without stop words", help="Such as the, of, is. There are lists for English and French."
    )
    stem: bool = setting(False, label="Words as their stems", help="“running” and “runs” become “run”.")
    language: Literal["english", "french", "german", "spanish", "italian", "portuguese", "dutch"] = setting(
        "english", label="Language", options=words.LANGUAGES
    )

    def of(self, value: exp.Expr) -> exp.Expr:
        """Return the cleaned words of a text as a list; raises `InvalidInput`."""
        if self.clearStopWords and self.language not in words.STOP_WORDS:
            raise InvalidInput.at(
                "clearStopWords", f"There is no list of stop words for {words.LANGUAGES[self.language]}."
            )
        return words.cleaned(
            value,
            normalise=self.normalize,
            stop_words=self.clearStopWords,
            stem=self.stem,
            language=self.language,
        )
