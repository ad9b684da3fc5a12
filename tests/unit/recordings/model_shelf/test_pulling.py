"""`callcenter models pull` against a real web server, with everything that goes wrong on the way."""

import dataclasses
import hashlib
import os
from pathlib import Path

import pytest

from callcenter.kit.languages import Language
from recordings.model_shelf.errors import ModelError
from recordings.model_shelf.model_store import ModelStore
from recordings.model_shelf.receipt import FILE as RECEIPT
from recordings.model_shelf.receipt import read_receipt
from recordings.model_shelf.trial import try_model
from tests.support.model_site import Faults, zip_of, zipped_model, zipped_shape
from tests.unit.recordings.model_shelf.world import FILE, NAME, NOW, ZIP, Machine, offered


def _stored(machine: Machine) -> list[Path]:
    return [path for path in (machine.folder / ".store").iterdir() if path.is_dir()]


def test_a_model_is_fetched_checked_tried_and_used(machine: Machine) -> None:
    receipt = machine.pull()
    assert (receipt.name, receipt.language, receipt.installed_at) == (NAME, Language.RU, NOW)
    assert receipt.source == f"{machine.site.address}/{FILE}"
    assert receipt.checked == "SHA-256 as in our table"
    found = ModelStore(machine.folder, allow_demo=False).find(Language.RU)
    assert found is not None
    assert found.name == NAME
    assert read_receipt(found.path) == receipt
    assert machine.progress[-1] == (len(ZIP), len(ZIP))
    assert [step.partition(" ")[0] for step in machine.steps] == [
        "fetching",
        "checking",
        "unpacking",
        "loading",
        "noting",
    ]
    assert not [name for name in machine.left_over() if "part" in name or "draft" in name]


def test_a_real_model_is_fetched_and_really_loaded(machine: Machine) -> None:
    content = zipped_model(NAME)
    machine.site.files[FILE] = content
    machine.trial = try_model  # type: ignore[method-assign] # the real one in place of the quick one
    assert machine.pull(offered(content)).name == NAME
    found = ModelStore(machine.folder, allow_demo=False).find(Language.RU)
    assert found is not None
    assert not found.is_demo


def test_a_model_that_is_there_and_whole_is_not_fetched_again(machine: Machine) -> None:
    first = machine.pull()
    assert machine.pull() == first
    assert machine.site.ranges() == [""]
    assert machine.steps[-1] == "it is there already"


def test_a_model_that_was_damaged_is_fetched_again(machine: Machine) -> None:
    machine.pull()
    (machine.folder / "ru" / "am" / "final.mdl").write_bytes(b"y")
    machine.pull()
    assert machine.read("am/final.mdl") == b"x"


def test_a_lost_connection_is_gone_on_with_where_it_stopped(machine: Machine) -> None:
    machine.site.faults = Faults(cuts=[1_000, 700])
    machine.pull()
    assert machine.site.ranges() == ["", "bytes=1000-", "bytes=1700-"]


def test_a_connection_that_stays_lost_keeps_what_has_come_for_the_next_time(machine: Machine) -> None:
    machine.put_by_hand()
    machine.site.faults = Faults(cuts=[1_000, 0, 0])
    with pytest.raises(ModelError, match="broke off after 1 MB; run this again, it goes on where it stopped"):
        machine.pull()
    assert machine.part.stat().st_size == 1_000
    assert machine.nothing_has_changed
    machine.site.faults = Faults()
    machine.pull()
    assert machine.site.ranges()[-1] == "bytes=1000-"
    assert machine.read("am/final.mdl") == b"x"


def test_a_server_that_knows_no_parts_sends_all_again(machine: Machine) -> None:
    machine.site.faults = Faults(cuts=[1_000], has_ranges=False)
    machine.pull()
    assert machine.site.ranges() == ["", "bytes=1000-"]
    assert machine.read("am/final.mdl") == b"x"


def test_parts_of_two_versions_are_never_mixed(machine: Machine) -> None:
    other = zipped_shape(NAME, **{"graph/noise": bytes(reversed(range(256))) * 4_000})
    machine.site.faults = Faults(cuts=[1_000, 0])
    with pytest.raises(ModelError):
        machine.pull()
    machine.site.files[FILE] = other
    machine.pull(offered(other))
    assert machine.read("graph/noise")[:2] == b"\xff\xfe"


def test_a_file_without_a_length_is_fetched_too(machine: Machine) -> None:
    machine.site.faults = Faults(has_length=False)
    assert machine.pull().bytes > 0


def test_a_broken_connection_is_seen_where_the_pieces_have_no_end(machine: Machine) -> None:
    machine.site.faults = Faults(is_chunked=True, cuts=[1_000, 700])
    machine.pull()
    assert machine.site.ranges() == ["", "bytes=1000-", "bytes=1700-"]


def test_pieces_without_an_end_are_kept_for_the_next_time_and_blamed_on_nobody(machine: Machine) -> None:
    machine.site.offer_list(**{NAME: hashlib.md5(ZIP, usedforsecurity=False).hexdigest()})
    machine.site.faults = Faults(is_chunked=True, cuts=[1_000, 0, 0])
    with pytest.raises(ModelError, match="broke off after 1 MB; run this again, it goes on where it stopped"):
        machine.pull(offered(knows=False))
    assert machine.part.stat().st_size == 1_000
    machine.site.faults = Faults(is_chunked=True)
    machine.pull(offered(knows=False))
    assert machine.site.ranges()[-1] == "bytes=1000-"


def test_pieces_with_an_end_that_are_another_file_are_blamed_on_the_file(machine: Machine) -> None:
    machine.site.files[FILE] = b"PK\x03\x04 of something else"
    machine.site.faults = Faults(is_chunked=True)
    with pytest.raises(ModelError, match="is not the official file"):
        machine.pull()


def test_without_a_length_or_an_end_the_size_in_our_table_tells_a_broken_connection(machine: Machine) -> None:
    machine.site.faults = Faults(has_length=False, cuts=[1_000])
    machine.pull()
    assert machine.site.ranges() == ["", "bytes=1000-"]


def test_where_nothing_tells_the_length_a_wrong_file_may_be_a_broken_connection(machine: Machine) -> None:
    machine.site.offer_list(**{NAME: hashlib.md5(ZIP, usedforsecurity=False).hexdigest()})
    machine.site.faults = Faults(has_length=False, cuts=[1_000])
    model = dataclasses.replace(offered(knows=False), bytes=len(ZIP))
    with pytest.raises(ModelError, match=r"does not say how long the file is, .* may have broken off after 1 MB; run"):
        machine.pull(model)
    machine.site.faults = Faults()
    machine.pull(model)
    assert machine.site.ranges() == ["", "bytes=1000-"]


def test_a_part_of_a_file_whose_length_nobody_knows_is_gone_on_with(machine: Machine) -> None:
    machine.site.faults = Faults(is_chunked=True, cuts=[1_000], knows_total=False)
    machine.pull()
    assert machine.site.ranges() == ["", "bytes=1000-"]


def test_a_wrong_checksum_is_said_and_the_model_before_stays(machine: Machine) -> None:
    machine.put_by_hand()
    wrong = bytearray(ZIP)
    wrong[500] ^= 1
    machine.site.files[FILE] = bytes(wrong)
    with pytest.raises(ModelError, match=r"is not the official file \(its SHA-256 is [0-9a-f]{64}\), nothing was inst"):
        machine.pull()
    assert machine.nothing_has_changed
    assert not machine.part.exists()
    assert machine.tried == []


def test_a_part_that_was_damaged_on_the_disk_is_fetched_anew_without_a_question(machine: Machine) -> None:
    machine.site.faults = Faults(cuts=[1_000, 0])
    with pytest.raises(ModelError):
        machine.pull()
    machine.part.write_bytes(b"\0" * 1_000)
    machine.pull()
    assert machine.site.ranges()[-2:] == ["bytes=1000-", ""]
    assert "what was there of it is damaged, so it is fetched anew" in machine.steps


def test_another_file_under_the_name_is_seen_by_its_size_before_it_is_fetched(machine: Machine) -> None:
    machine.site.files[FILE] = ZIP + b"more"
    with pytest.raises(ModelError, match=r"the official model has [\d,]+: it is another file"):
        machine.pull()
    assert machine.progress == []


def test_a_file_that_never_ends_is_not_fetched_for_ever(machine: Machine) -> None:
    machine.site.files[FILE] = bytes(4_000_000)
    machine.site.faults = Faults(has_length=False)
    with pytest.raises(ModelError, match="far larger than the model; check CALLCENTER_MODELS_URL"):
        machine.pull()


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, r"there is nothing at .* \(404\); check CALLCENTER_MODELS_URL, or take the other --size"),
        (403, r"may not be read \(403\)"),
        (500, r"has a fault \(500\); run this again later, it goes on where it stopped"),
        (503, r"has a fault \(503\)"),
    ],
)
def test_a_server_that_refuses_is_named_with_what_to_do(machine: Machine, status: int, words: str) -> None:
    machine.put_by_hand()
    machine.site.faults = Faults(status=status)
    with pytest.raises(ModelError, match=words):
        machine.pull()
    assert machine.nothing_has_changed


def test_without_a_network_the_way_without_one_is_told(machine: Machine) -> None:
    with pytest.raises(
        ModelError, match=rf"no way to 127\.0\.0\.1 \(Connection refused\).*fetch http.*{FILE} on anoth"
    ):
        machine.pull(address="http://127.0.0.1:1/vosk")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/model.zip"])
def test_a_server_that_sends_us_out_of_the_web_is_not_followed(machine: Machine, address: str) -> None:
    machine.site.faults = Faults(redirect=address)
    with pytest.raises(ModelError, match="an address that is none of the web"):
        machine.pull()


def test_a_checksum_that_we_do_not_know_is_taken_from_the_sites_own_list(machine: Machine) -> None:
    machine.site.offer_list(**{NAME: hashlib.md5(ZIP, usedforsecurity=False).hexdigest()})
    assert machine.pull(offered(knows=False)).checked == f"MD5 as in {machine.site.address}/model-list.json"
    assert machine.asked_to_trust == []


def test_a_file_that_differs_from_the_sites_list_is_refused(machine: Machine) -> None:
    machine.site.offer_list(**{NAME: "0" * 32})
    with pytest.raises(ModelError, match="is not the official file"):
        machine.pull(offered(knows=False))


def test_where_nothing_tells_the_checksum_a_person_is_asked(machine: Machine) -> None:
    with pytest.raises(ModelError, match=r"nothing tells the checksum of vosk-model-small-ru-0\.22.*with --trust"):
        machine.pull(offered(knows=False))
    machine.trust = True
    receipt = machine.pull(offered(knows=False))
    assert receipt.checked == "trusted at its first use: nothing told its checksum"
    assert machine.asked_to_trust == [receipt.sha256] * 2
    assert len(machine.site.ranges()) == 1, "what came the first time was kept"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (ZIP[: len(ZIP) // 2], "is broken"),
        (b"<html>sign in to our network</html>", "is no zip file, but perhaps a page to sign in on; nothing was inst"),
        (zip_of({"../../evil": b"x"}), r"wants to write to '\.\./\.\./evil', outside the models' folder"),
        (zip_of({"/etc/evil": b"x"}), "outside the models' folder"),
        (zip_of({"a\\..\\evil": b"x"}), "outside the models' folder"),
        (zip_of({}), "holds 0 files as no model does"),
        (zip_of({f"{n}": b"" for n in range(2_001)}), "holds 2001 files"),
        (zip_of({"zeros": bytes(70_000_000)}), "would grow to 70 MB"),
        (zip_of({"README": b"hello"}), r"holds no whole Vosk model, am/final\.mdl is missing"),
    ],
)
def test_a_zip_file_that_is_none_or_hostile_installs_nothing(machine: Machine, content: bytes, words: str) -> None:
    machine.put_by_hand()
    machine.site.files[FILE] = content
    before = machine.left_over()
    with pytest.raises(ModelError, match=words):
        machine.pull(offered(content))
    assert machine.nothing_has_changed
    assert [name for name in machine.left_over() if "part" not in name] == before
    assert sorted(path.name for path in machine.folder.parent.iterdir()) == ["models"]


def test_a_model_that_does_not_load_is_not_used(machine: Machine) -> None:
    machine.put_by_hand()
    machine.broken = "the model cannot be used (it crashes the recogniser: SIGSEGV); fetch or copy it again"
    with pytest.raises(ModelError, match="SIGSEGV"):
        machine.pull()
    assert machine.nothing_has_changed


def test_a_model_of_another_language_is_not_used(machine: Machine) -> None:
    words = (
        "\n".join(f"{word} {place}" for place, word in enumerate(["відкрити", "їхати", "ґанок", "єдність", "її"] * 40))
    ).encode()
    content = zipped_shape(NAME, **{"graph/words.txt": words})
    machine.site.files[FILE] = content
    with pytest.raises(ModelError, match="words are Ukrainian, not Russian"):
        machine.pull(offered(content))


def test_the_model_before_is_used_until_the_new_one_is_whole_and_deleted_by_the_next_command(machine: Machine) -> None:
    machine.put_by_hand()
    seen: list[bytes] = []
    machine.trial = lambda folder: seen.append(machine.read("am/final.mdl"))  # type: ignore[method-assign] # watches
    machine.pull()
    assert seen == [b"old"]
    newer = zipped_shape(NAME, **{"am/final.mdl": b"newer"})
    machine.site.files[FILE] = newer
    (machine.folder / "ru" / RECEIPT).unlink()
    machine.pull(offered(newer))
    assert seen == [b"old", b"x"]
    assert machine.read("am/final.mdl") == b"newer"
    assert len(_stored(machine)) == 2, "who was told of the one before may not have loaded it yet"
    machine.pull(offered(newer))
    assert _stored(machine) == [(machine.folder / "ru").resolve()]


def test_models_can_be_read_by_the_service_whoever_fetched_them(machine: Machine) -> None:
    before = os.umask(0o077)
    try:
        machine.pull()
    finally:
        os.umask(before)
    model = (machine.folder / "ru").resolve()
    for place in (model / "am" / "final.mdl", model / RECEIPT, model, model.parent, machine.folder):
        assert place.stat().st_mode & 0o004, place


def test_two_who_fetch_the_same_language_do_not_disturb_each_other(machine: Machine) -> None:
    with (
        machine.shelf.only_one(Language.RU),
        pytest.raises(ModelError, match=rf"is being changed by another command \(process {os.getpid()}\); wait until"),
    ):
        machine.pull()
    machine.pull()


def test_what_a_killed_command_left_is_tidied_up(machine: Machine) -> None:
    machine.pull()
    for name in ("draft-ru-abc", f"ru-{NAME}-00000000"):
        (machine.folder / ".store" / name / "am").mkdir(parents=True)
    with machine.shelf.only_one(Language.RU):
        pass
    assert len(_stored(machine)) == 1
    assert machine.read("am/final.mdl") == b"x"


def test_a_folder_put_there_by_hand_comes_back_where_the_change_was_cut_off(machine: Machine) -> None:
    machine.put_by_hand()
    (machine.folder / ".store").mkdir()
    (machine.folder / "ru").rename(machine.folder / ".store" / "draft-ru-by-hand")
    with machine.shelf.only_one(Language.RU):
        assert machine.read("am/final.mdl") == b"old"
