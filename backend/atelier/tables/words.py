"""Text as words: cleaning, stop words and stems, as expressions."""

from sqlglot import exp

from atelier.tables.calls import call, each, text
from atelier.tables.pyfunctions import STEM

LANGUAGES: dict[str, str] = {
    "english": "English",
    "french": "French",
    "german": "German",
    "spanish": "Spanish",
    "italian": "Italian",
    "portuguese": "Portuguese",
    "dutch": "Dutch",
}
"""Languages with a stemmer (Snowball, https://snowballstem.org); those in `STOP_WORDS` also have stop words."""

_ENGLISH = (
    "a about above after again against all am an and any are as at be because been before being below between both "
    "but by can cannot could did do does doing down during each few for from further had has have having he her "
    "here hers herself him himself his how i if in into is it its itself me more most my myself no nor not of off "
    "on once only or other ought our ours ourselves out over own same she should so some such than that the their "
    "theirs them themselves then there these they this those through to too under until up very was we were what "
    "when where which while who whom why with would you your yours yourself yourselves"
)
_FRENCH = (
    "a ai aient ais ait alors au aucun aura aurait aussi autre aux avait avec avoir avons c car ce cela ces cet "
    "cette ceux chaque ci comme comment d dans de des du donc dont elle elles en encore entre es est et étaient "
    "étais était étant été être eu eux fait fois font ici il ils j je l la là le les leur leurs lui m ma mais me "
    "même mes moi mon n ne ni nos notre nous on ont ou où par parce pas peu peut plus pour pourquoi qu quand que "
    "quel quelle quelles quels qui s sa sans se sera serait ses si son sont sous sur t ta te tes toi ton tous tout "
    "trop tu un une vos votre vous y"
)

STOP_WORDS: dict[str, frozenset[str]] = {
    "english": frozenset(_ENGLISH.split()),
    "french": frozenset(_FRENCH.split()),
}

_WORD = r"[\p{L}\p{M}\p{N}_]+"


def words_of(value: exp.Expr) -> exp.Expr:
    """Return the words of a text as a list: runs of letters, digits and _."""
    return call("regexp_extract_all", value, text(_WORD))


def cleaned(value: exp.Expr, *, normalise: bool, stop_words: bool, stem: bool, language: str) -> exp.Expr:
    """Return the words of a text, in lower case without accents, without stop words, as stems.

    Stop words and stems go by the words as they are written, accents included; accents go last.
    """
    found = words_of(call("lower", value) if normalise or stem or stop_words else value)
    if stop_words and language in STOP_WORDS:
        listed = exp.Array(expressions=[text(word) for word in sorted(STOP_WORDS[language])])
        found = each(found, lambda one: exp.not_(call("list_contains", listed, one)), function="list_filter")
    if stem:
        found = each(found, lambda one: call(STEM, one, text(language)))
    if normalise:
        found = each(found, lambda one: call("strip_accents", one))
    return found
