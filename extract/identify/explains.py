"""Whether a type explains the paper that was read as one: by its title, or by nearly all of the words.

A title that stands on the paper and is that of another kind, a form whose title does not stand there, many words that
belong to nothing: such a paper is of no known type, or its values are not accepted.
"""

from collections.abc import Mapping

from extract.account.explained import Account
from extract.identify.classify import Candidate
from extract.rules.doctype import DocumentType, Layout

LEAST_EXPLAINED: Mapping[Layout, float] = {"form": 0.85, "card": 0.8, "letter": 0.7}
"""The least share of the words of a paper that a type explains whose title does not stand on it.

Of 383 drawn papers, in two styles, the right type explained 0.92 and more, a card 0.85, and a wrong one 0.75 and less. A card has few
words, so what is read beside it in a photo weighs more.
"""
TITLED = 0.5  # weight of a title from which the type's own title stands on the paper


def explains(candidate: Candidate, account: Account) -> bool:
    """Whether the type's title stands on the paper; or no other title does, and little is left over."""
    if is_titled(candidate):
        return True
    said = {reason.what for reason in candidate.reasons}
    foreign = "foreign_title" in said and "title" not in said
    return not foreign and account.share >= LEAST_EXPLAINED[candidate.doc_type.layout]


def lacks_its_title(candidate: Candidate) -> bool:
    """Whether the title of a form is missing, so that it may be another paper; a card's may be on its other side."""
    return _is_form_with_title(candidate.doc_type) and not is_titled(candidate)


def is_titled(candidate: Candidate) -> bool:
    """Whether the type's own title or form code stands on the paper."""
    return any(
        (reason.what == "title" and reason.weight >= TITLED) or reason.what == "form_code"
        for reason in candidate.reasons
    )


def _is_form_with_title(doc_type: DocumentType) -> bool:
    return doc_type.layout == "form" and bool(doc_type.titles)
