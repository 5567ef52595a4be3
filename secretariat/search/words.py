"""What somebody typed, as words to look for; never as a question in a language of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from secretariat.search.index import FOLDED, REDUCED, STEMMERS

LONGEST = 200  # characters that are read of what was typed
MOST_WORDS = 16
_PIECE = re.compile(r"\d+|[^\W\d_]+")
_STOPPERS = [
    TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.stopword(name)).build()
    for name, _fold_first in STEMMERS.values()
]
# How Portuguese words end in the singular and the plural, and how they are typed where there is no tilde.
_TILDES = (("coes", "ções"), ("cao", "ção"), ("oes", "ões"), ("ao", "ão"))
_NUMBERS = (("ões", "ão"), ("ão", "ões"))


def typed_words(text: str) -> list[str]:
    """Return the words of what was typed, without signs that stand alone; of a long text those at its beginning."""
    plain = "".join(each if each.isprintable() else " " for each in text[: LONGEST * 4])
    words = " ".join(plain.split())[:LONGEST].split(" ")
    return [word for word in words if any(each.isalnum() for each in word)][:MOST_WORDS]


def pieces(text: str) -> list[str]:
    """Return a symbol's numbers and words one by one: «AG/RES. 2619 (XLI-O/11) 4.b» as ag res 2619 xli o 11 4 b."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return _PIECE.findall("".join(each for each in plain if not unicodedata.combining(each)))


def written_as_one(text: str) -> str:
    """Return a symbol as it is compared whole: «2619 4b» and «2619, 4.b» are the same."""
    return " ".join(pieces(text))


def plain_words(text: str) -> list[str]:
    """Return words in small letters without accents, as they stand in titles."""
    found: list[str] = FOLDED.analyze(text)
    return found


def is_filler(word: str) -> bool:
    """Tell whether a word says nothing alone in one of the four languages, such as «the», «de» or «et»."""
    return any(not each.analyze(word) for each in _STOPPERS)


@lru_cache(maxsize=4096)
def reduced(word: str, language: str) -> tuple[str, ...]:
    """Return what a word may be reduced to in a language; several where Portuguese leaves a doubt."""
    forms = dict.fromkeys(_spellings(word.lower())) if language == "pt" else [word]
    return tuple(dict.fromkeys(term for form in forms for term in REDUCED[language].analyze(form)))


def _spellings(word: str) -> Iterator[str]:
    """Yield a Portuguese word, the word with its tilde, and both in the other number: região, regiões, regioes."""
    yield word
    restored = next((word.removesuffix(bare) + tilde for bare, tilde in _TILDES if word.endswith(bare)), word)
    yield restored
    for ending, other in _NUMBERS:
        if restored.endswith(ending):
            yield restored.removesuffix(ending) + other
