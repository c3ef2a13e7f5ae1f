from sqlalchemy import func, select

from export.store.papers.finding import find
from export.store.people.answers import answers_of, keep_answer
from export.store.people.erasing import erase
from export.store.people.kept import subject_of
from export.store.upkeep.checking import verify
from export.store.vault.schema import answer


def test_what_was_told_is_kept_sealed_until_the_person_is_erased(store, added, record, an, access):
    added(record(an))
    (code,) = find(store, an["so_dinh_danh"], access()).subjects
    with store.writing() as connection:
        about = subject_of(connection, code)
        keep_answer(connection, store, about, "1.001193", {"held": ["can_cuoc"]}, access())
    with store.reading() as connection:
        (one,) = answers_of(connection, store, about)
    assert (one.procedure, one.content) == ("1.001193", {"held": ["can_cuoc"]})
    assert verify(store).flaws == ()
    erase(store, code, access())
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(answer)).scalar() == 0
