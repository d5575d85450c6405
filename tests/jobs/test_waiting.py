"""Places and reasons of what waits, in words."""

import pytest
from tests.jobs.conftest import Queue

from atelier.db.tables import Activity
from atelier.jobs.waiting import ordinal, place_in_line, place_of, why


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"),
     (22, "22nd"), (101, "101st"), (111, "111th"), (112, "112th"), (123, "123rd")],
)  # fmt: skip
def test_places_are_counted_as_people_do(number: int, words: str) -> None:
    assert ordinal(number) == words


def test_who_runs_less_stands_before_who_came_first(queue: Queue) -> None:
    queue.submit("ada")
    queue.submit("ada")
    assert queue.claim() is not None
    assert queue.claim() is not None
    [third] = queue.submit("ada")
    [first_of_bruno] = queue.submit("bruno")
    with queue.database.read() as session:
        places = {one: place_of(session, session.get_one(Activity, one)) for one in (third, first_of_bruno)}
        assert places == {first_of_bruno: 1, third: 2}
        assert place_in_line(session, session.get_one(Activity, third)) == "2nd in line"
        assert place_in_line(session, session.get_one(Activity, first_of_bruno)) == "next"
        assert why(session, session.get_one(Activity, third)) == "2 of 2 places busy: ada 0 min, ada 0 min"


def test_what_needs_another_waits_for_it_by_name(queue: Queue) -> None:
    first, second = queue.submit(steps=2)
    with queue.database.read() as session:
        assert place_in_line(session, session.get_one(Activity, second)) == "after step 0"
        assert why(session, session.get_one(Activity, second)) == "waits for step 0"
        assert why(session, session.get_one(Activity, first)) == "starts in a moment"


def test_an_item_that_another_job_is_writing_is_waited_for(queue: Queue) -> None:
    queue.submit("ada", outputs={"out": ["item1"]})
    claim = queue.claim()
    assert claim is not None
    [other] = queue.submit("bruno", outputs={"out": ["item1"]})
    assert queue.claim() is None
    with queue.database.read() as session:
        sentence = why(session, session.get_one(Activity, other))
    assert sentence == f"waits until job {claim.job_id} (step 0) has written the same item"
