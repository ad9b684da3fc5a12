"""Scripts as documents and versions: seeding, drafts, publishing, deleting, going on in an old version."""

from dataclasses import replace
from pathlib import Path

import pytest

from callcenter.domain.events import ScriptPublished
from callcenter.kit.clock import JumpingClock
from callcenter.kit.content import ContentError
from callcenter.kit.errors import BadInputError, NotFoundError
from callcenter.kit.languages import Language
from callcenter.storage.events import read_events
from callcenter.storage.work import Database
from scripts_library import engine
from scripts_library.book.differences import word_by_word
from scripts_library.book.live_service import LiveScripts
from scripts_library.model import Part, Script
from tests.support.scripts import ENDS, ENDS_SOURCE, TALK, TALK_SOURCE, ScriptBench
from tests.support.web import MARTA, NOON

LOUDER = TALK_SOURCE.replace("how can I help you?", "what can I do for you?")


@pytest.fixture
def bench(database: Database, tmp_path: Path) -> ScriptBench:
    return ScriptBench(database, JumpingClock(NOON), tmp_path)


def test_the_products_files_are_the_first_versions(bench: ScriptBench) -> None:
    script = bench.live.library.get("talk", Language.EN)
    assert script.version == 1
    assert set(script.steps) == {"greet", "offer", "price", "bye"}
    assert script.step("bye").path == "en/parts/ends.yaml"


def test_a_start_without_news_changes_nothing(bench: ScriptBench) -> None:
    bench.restart()
    assert len(bench.book.editions(TALK)) == 1
    assert bench.live.library.get("talk", Language.EN).version == 1


def test_another_comment_in_a_file_makes_no_new_version(bench: ScriptBench) -> None:
    bench.ship(TALK, "# Another comment.\n" + TALK_SOURCE)
    bench.restart()
    assert len(bench.book.editions(TALK)) == 2
    assert bench.live.library.get("talk", Language.EN).version == 1


def test_a_call_goes_on_in_its_version_when_a_new_one_is_published(bench: ScriptBench) -> None:
    library = bench.live.library
    walk = engine.start(library.get("talk", Language.EN))
    bench.publish(TALK, LOUDER, "louder")
    assert library.get("talk", Language.EN).version == 2
    old = library.version(walk.script, walk.language, walk.version)
    assert "how can I help" in engine.current(old, walk).say
    assert engine.take(old, walk, "pain").step == "bye"


def test_a_call_goes_on_when_its_script_is_deleted(bench: ScriptBench) -> None:
    library = bench.live.library
    walk = engine.start(library.get("talk", Language.EN))
    assert bench.book.delete(MARTA, TALK) == ()
    with pytest.raises(NotFoundError):
        library.get("talk", Language.EN)
    assert library.title("talk", Language.EN) == "Small talk"
    assert engine.take(library.version("talk", Language.EN, 1), walk, "other").step == "offer"
    assert library.scripts == ()


def test_another_process_sees_what_was_published_and_finds_old_versions(bench: ScriptBench) -> None:
    other = LiveScripts(bench.database)
    other.refresh()
    bench.publish(TALK, LOUDER)
    bench.publish(TALK, LOUDER.replace("Small talk", "Louder talk"))
    assert other.library.get("talk", Language.EN).version == 1
    other.refresh()
    assert other.library.get("talk", Language.EN).version == 3
    fresh = LiveScripts(bench.database)
    fresh.refresh()
    assert "what can I do" in fresh.library.version("talk", Language.EN, 2).step("greet").say
    with pytest.raises(NotFoundError):
        fresh.library.version("talk", Language.EN, 9)


def test_the_bell_brings_what_was_published_without_a_restart(bench: ScriptBench) -> None:
    other = LiveScripts(bench.database)
    other.start()
    try:
        seen = bench.database.wake.rings
        bench.publish(TALK, LOUDER)
        for _ in range(50):
            if other.library.get("talk", Language.EN).version == 2:
                break
            seen = bench.database.wake.wait(seen, 0.1)
        assert other.library.get("talk", Language.EN).version == 2
    finally:
        other.stop()


def test_a_part_that_changes_gives_its_scripts_a_new_version(bench: ScriptBench) -> None:
    bench.publish(ENDS, ENDS_SOURCE.replace("goodbye!", "see you soon!"))
    script = bench.live.library.get("talk", Language.EN)
    assert script.version == 2
    assert "see you soon" in script.step("bye").say


def test_a_part_without_a_step_that_a_script_needs_is_not_published(bench: ScriptBench) -> None:
    draft = bench.book.put(MARTA, ENDS, ENDS_SOURCE.replace("  bye:", "  farewell:"))
    problems = bench.book.publish(MARTA, ENDS, draft.revision, "")
    assert not isinstance(problems, int)
    assert ("en/talk.yaml", 21, "answer 'pain' leads to an unknown step 'bye'") in [
        (one.path, one.line, one.message) for one in problems
    ]
    assert bench.live.library.get("talk", Language.EN).version == 1


def test_a_draft_with_a_problem_is_not_published(bench: ScriptBench) -> None:
    draft = bench.book.put(MARTA, TALK, TALK_SOURCE.replace("goto: offer", "goto: nowhere"))
    problems = bench.book.publish(MARTA, TALK, draft.revision, "")
    assert not isinstance(problems, int)
    assert "unknown step 'nowhere'" in problems[0].message


def test_publishing_is_told_with_who_and_note(bench: ScriptBench) -> None:
    number = bench.publish(TALK, LOUDER, "louder")
    with bench.database.read() as connection:
        events = [stored.event for stored in read_events(connection, 0, kinds={ScriptPublished.kind})]
    assert events == [ScriptPublished(at=NOON, document="script talk en", number=number, operator=MARTA.id)]
    newest = bench.book.editions(TALK)[0]
    assert (newest.number, newest.note, newest.operator) == (2, "louder", "marta")
    assert bench.book.source(TALK, 1) == TALK_SOURCE


def test_two_tabs_never_overwrite_each_other(bench: ScriptBench) -> None:
    draft = bench.book.begin(MARTA, TALK)
    bench.book.save(MARTA, TALK, draft.revision, LOUDER)
    with pytest.raises(BadInputError, match="Somebody has changed the draft"):
        bench.book.save(MARTA, TALK, draft.revision, TALK_SOURCE.replace("Small", "Tiny"))
    assert bench.book.open(TALK).source == LOUDER


def test_changes_of_a_draft_are_undone_one_by_one(bench: ScriptBench) -> None:
    draft = bench.book.begin(MARTA, TALK)
    once = bench.book.save(MARTA, TALK, draft.revision, LOUDER)
    twice = bench.book.save(MARTA, TALK, once.revision, LOUDER.replace("Small", "Big"))
    back = bench.book.undo(MARTA, TALK, twice.revision)
    assert (back.source, back.can_undo) == (LOUDER, True)
    back = bench.book.undo(MARTA, TALK, back.revision)
    assert (back.source, back.can_undo) == (TALK_SOURCE, False)
    with pytest.raises(BadInputError, match="nothing left to undo"):
        bench.book.undo(MARTA, TALK, back.revision)


def test_the_clinics_own_text_holds_when_a_newer_one_comes_with_the_product(bench: ScriptBench) -> None:
    bench.publish(TALK, LOUDER)
    bench.ship(TALK, TALK_SOURCE.replace("Small talk", "Better talk"))
    bench.restart()
    assert bench.live.library.get("talk", Language.EN).title == "Small talk"
    newer = bench.book.open(TALK).newer
    assert newer is not None
    assert "Better talk" in bench.book.source(TALK, newer.number)


def test_whoever_takes_the_products_text_gets_its_next_ones_too(bench: ScriptBench) -> None:
    bench.publish(TALK, LOUDER)
    bench.ship(TALK, TALK_SOURCE.replace("Small talk", "Better talk"))
    bench.restart()
    assert isinstance(bench.book.follow_product(MARTA, TALK), int)
    assert bench.live.library.get("talk", Language.EN).title == "Better talk"
    bench.ship(TALK, TALK_SOURCE.replace("Small talk", "Best talk"))
    bench.restart()
    assert bench.live.library.get("talk", Language.EN).title == "Best talk"
    with pytest.raises(BadInputError, match="no newer text"):
        bench.book.follow_product(MARTA, TALK)


def test_a_script_whose_file_is_gone_ends(bench: ScriptBench) -> None:
    (bench.folder / TALK.path).unlink()
    bench.restart()
    assert bench.live.library.scripts == ()
    bench.ship(TALK, TALK_SOURCE)
    bench.restart()
    assert bench.live.library.get("talk", Language.EN).version == 2


def test_a_deleted_script_stays_deleted_when_the_product_ships_it_again(bench: ScriptBench) -> None:
    bench.book.delete(MARTA, TALK)
    bench.ship(TALK, LOUDER)
    bench.restart()
    assert bench.live.library.scripts == ()


def test_a_part_that_scripts_use_is_not_deleted(bench: ScriptBench) -> None:
    problems = bench.book.delete(MARTA, ENDS)
    assert [one.path for one in problems] == ["en/talk.yaml"]
    assert "there is no part 'ends'" in problems[0].message


def test_a_file_that_cannot_be_used_is_refused_with_its_line(bench: ScriptBench) -> None:
    bench.ship(TALK, TALK_SOURCE.replace("    title: Offer", "   title: Offer"))
    with pytest.raises(ContentError, match=r"en/talk\.yaml:\d+: this is not valid YAML"):
        bench.restart()
    assert bench.live.library.get("talk", Language.EN).version == 1


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("    title: Offer", "   title: Offer", "not valid YAML"),
        ("    fallback:", "    fall_back:", "unknown field 'fall_back'"),
        ("  price:\n    title", "  offer:\n    title", "'offer' is given twice"),
        ("id: talk", "id: walk", "this is 'walk'"),
    ],
)
def test_a_broken_text_never_becomes_a_draft(bench: ScriptBench, before: str, after: str, said: str) -> None:
    with pytest.raises(ContentError, match=said) as refused:
        bench.book.put(MARTA, TALK, TALK_SOURCE.replace(before, after))
    assert refused.value.line > 0
    assert bench.book.open(TALK).draft is None


def test_a_text_without_end_is_refused(bench: ScriptBench) -> None:
    with pytest.raises(BadInputError, match="longer than 500,000 characters"):
        bench.book.put(MARTA, TALK, TALK_SOURCE + "#" * 500_000)


def test_others_change_the_draft_without_its_text(bench: ScriptBench) -> None:
    def rename(one: Script | Part) -> Script | Part:
        return replace(one, title="Short talk")

    draft = bench.book.change(MARTA, TALK, rename)
    assert "title: Short talk" in draft.source
    assert draft.source.startswith("# A small talk.\n")
    assert bench.book.change(MARTA, TALK, rename).revision == draft.revision


def test_what_is_the_same_is_not_published_again(bench: ScriptBench) -> None:
    draft = bench.book.begin(MARTA, TALK)
    with pytest.raises(BadInputError, match="nothing to publish"):
        bench.book.publish(MARTA, TALK, draft.revision, "")


def test_a_word_beside_a_variable_is_told_as_new_without_the_variables_brackets() -> None:
    pieces = word_by_word("{{ hail }}could you", "{{ hail }}would you")
    assert [(one.kind, one.text) for one in pieces] == [
        ("same", "{{ hail }}"),
        ("old", "could"),
        ("new", "would"),
        ("same", " you"),
    ]
    assert "".join(one.text for one in word_by_word("", "a {{ b %} c")) == "a {{ b %} c"
