"""What may make the words of a file from outside wrong, as its transcript tells it."""

from recordings.recording import SoundFault, SoundNote
from recordings.transcribe.told_marks import SOUND, marks_of, sound_from_json, sound_to_json
from recordings.transcript import Json

_NOTES = (SoundNote(SoundFault.CUT_OFF, "call.wav breaks off at 0:07"), SoundNote(SoundFault.COARSE))


def test_faults_are_read_again_as_they_were_told() -> None:
    assert sound_from_json(sound_to_json(_NOTES)) == _NOTES


def test_a_sound_without_faults_tells_nothing_and_one_channel_is_none() -> None:
    assert sound_to_json(()) == {}
    assert sound_to_json((SoundNote(SoundFault.MONO),)) == {}


def test_faults_of_a_newer_version_and_odd_values_are_left_out() -> None:
    told: list[Json] = [{"fault": "haunted", "detail": ""}, {"fault": ["coarse"]}, "coarse", {"fault": "coarse"}]
    assert sound_from_json({SOUND: told}) == (SoundNote(SoundFault.COARSE),)
    assert sound_from_json({SOUND: "coarse"}) == ()


def test_only_what_may_make_the_words_wrong_is_taken_from_a_transcript() -> None:
    assert marks_of({"other_language": True, "clinic": "Mirta", SOUND: []}) == {"other_language": True, SOUND: []}
