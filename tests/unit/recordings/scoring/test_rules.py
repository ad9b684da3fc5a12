"""Each criterion as people would judge it: what passes, what fails, and where it does not apply."""

from dataclasses import replace

import pytest

from recordings.scoring.loader import load_rulebook
from tests.unit.recordings.scoring.calls import call_of, card_of, finding_of, verdict_of

HELLO = "A Good morning, Maple Street Dental, this is Anna, how can I help you?"
ASKS = "P Hello, I would like to book an appointment, please."
BOOKED = (
    HELLO,
    ASKS,
    "A Of course. May I take your first name and surname?",
    "P Sarah Miller.",
    "A Thank you, Sarah. What is troubling you, and since when?",
    "P A tooth has been aching since Monday, the pain is awful, I cannot sleep.",
    "A I'm so sorry to hear that, toothache is miserable. Have you been to our clinic before?",
    "P No, it's my first time.",
    "A I can offer you tomorrow at ten or Thursday at four, which suits you better?",
    "P Tomorrow at ten, please.",
    "A Lovely, I've booked you in, Sarah. Could I take a mobile number for you?",
    "P Five five five, one two three four.",
    "A Thank you. How did you hear about us?",
    "P A friend told me.",
    "A So that's tomorrow at ten with Doctor Brown at twelve Mill Lane. Please bring a photo ID.",
    "A We'll send you a text message the evening before to remind you.",
    "P Great.",
    "A Is there anything else I can help you with?",
    "P No, that's all.",
    "A Thank you for calling, have a lovely day. Goodbye!",
)


def test_a_good_call_passes_point_by_point() -> None:
    findings = card_of(call_of("en", *BOOKED, clinic="Maple Street Dental", administrator="Anna")).findings
    expected = (
        *("greeting", "clinic_name", "self_introduction", "offer_help", "ask_name", "use_name", "ask_visit_type"),
        *("need_questions", "empathy", "alternative_choice", "contact_captured", "source_asked", "recap"),
        *("preparation", "confirmation_notice", "anything_else", "goodbye", "polite_words", "no_forbidden_phrases"),
        *("formal_address", "calm_tone", "no_medical_advice"),
    )
    assert {name: findings[name].verdict.value for name in expected} == dict.fromkeys(expected, "pass")
    others = ("offer_appointment", "triage", "objection_handling", "next_step", "confidentiality", "hold_etiquette")
    assert {name: findings[name].verdict.value for name in others} == dict.fromkeys(others, "na")


@pytest.mark.parametrize(
    ("language", "line", "verdict"),
    [
        ("ru", "Алло.", "fail"),
        ("ru", "Клиника Мирта, доброго времени суток.", "pass"),
        ("ru", "здраствуйте клиника мирта", "pass"),
        ("uk", "Так, слухаю.", "fail"),
        ("uk", "Доброго ранку, клініка Ясен.", "pass"),
        ("pl", "Słucham.", "fail"),
        ("pl", "Gabinet Malwa, dzień dobry.", "pass"),
        ("en", "Hello?", "fail"),
        ("en", "Bright Arch, yes?", "fail"),
        ("en", "Good afternoon, Bright Arch.", "pass"),
        ("zh", "喂？", "fail"),
        ("zh", "喂，您好", "pass"),
    ],
)
def test_picking_up_is_not_greeting(language: str, line: str, verdict: str) -> None:
    assert verdict_of("greeting", call_of(language, f"A {line}", "P ...")) == verdict


@pytest.mark.parametrize(
    ("line", "name", "verdict"),
    [
        ("Здравствуйте, регистратура, слушаю.", "Анна", "fail"),
        ("Здравствуйте, клиника Мирта, меня зовут Анна.", "Анна", "pass"),
        ("здравствуйте клиника мирта ана слушает", "Анна", "pass"),
    ],
)
def test_a_role_is_no_name(line: str, name: str, verdict: str) -> None:
    assert verdict_of("self_introduction", call_of("ru", f"A {line}", "P ...", administrator=name)) == verdict


def test_a_caller_who_states_everything_at_once_needs_no_invitation() -> None:
    told = call_of("en", "A Maple Dental.", "P Hi, I'd like to book a cleaning with Doctor Brown on Friday at three.")
    assert verdict_of("offer_help", told) == "na"


def test_no_invitation_and_a_waiting_caller_fail() -> None:
    assert (
        verdict_of("offer_help", call_of("en", "A Yes?", "P Hello?", "A Yes.", "P I need to see a dentist.")) == "fail"
    )


def test_signs_of_an_emergency_call_for_help_before_any_booking() -> None:
    sign = "P My son fell off his bike, he lost consciousness and his head is bleeding heavily."
    sent = call_of("en", HELLO, sign, "A Please call an ambulance on 911 right now, don't wait.")
    booked = call_of("en", HELLO, sign, "A I can offer you tomorrow at ten or on Friday at two.", "P Tomorrow then.")
    assert verdict_of("triage", sent) == "pass"
    missed = finding_of("triage", booked)
    assert (missed.verdict.value, missed.critical) == ("fail", True)
    assert "bleeding" in missed.quote


def test_a_drug_and_its_dose_are_advice_and_critical() -> None:
    found = finding_of(
        "no_medical_advice",
        call_of("en", HELLO, "P My tooth hurts.", "A Take two ibuprofen every six hours, it's just an inflammation."),
    )
    assert (found.verdict.value, found.critical) == ("fail", True)
    assert "ibuprofen" in found.quote


def test_that_only_the_doctor_can_tell_is_no_advice() -> None:
    line = "A I can't advise you on medicine over the phone, only the doctor can tell after an examination."
    assert verdict_of("no_medical_advice", call_of("en", HELLO, "P What should I take?", line)) == "pass"


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("A It's two hundred dollars.", "fail"),
        ("A It's two hundred dollars, that includes the examination, the X-ray and a written treatment plan.", "pass"),
    ],
)
def test_a_price_comes_with_what_it_includes(answer: str, verdict: str) -> None:
    assert verdict_of("value_before_price", call_of("en", HELLO, "P How much is a check-up?", answer)) == verdict


def test_a_price_that_nobody_asked_for_is_not_judged() -> None:
    assert verdict_of("value_before_price", call_of("en", HELLO, ASKS, "A Sure.")) == "na"


def test_the_visit_offered_before_the_caller_asks_is_the_administrators_merit() -> None:
    asked = ("P Hi, how much is a cleaning?", "A A hundred dollars, with polishing. Shall I book you in for a visit?")
    assert verdict_of("offer_appointment", call_of("en", HELLO, *asked)) == "pass"
    assert verdict_of("offer_appointment", call_of("en", HELLO, ASKS, asked[1])) == "na"


def test_one_time_is_no_choice() -> None:
    assert verdict_of("alternative_choice", call_of("en", HELLO, ASKS, "A I have tomorrow at ten.")) == "fail"


def test_a_patients_data_are_not_for_a_third_person() -> None:
    asks = "P Hi, I'm calling about my husband, Peter Brown. When is his appointment, and what were his test results?"
    told = call_of("en", HELLO, asks, "A He's booked for Tuesday at nine, and his blood sugar came back high.")
    kept = call_of("en", HELLO, asks, "A I'm sorry, I can only discuss that with Mr Brown himself.")
    assert (finding_of("confidentiality", told).verdict.value, card_of(told).critical) == ("fail", ["confidentiality"])
    assert verdict_of("confidentiality", kept) == "pass"


def test_a_hold_is_announced_and_thanked_for() -> None:
    asked = "A May I put you on hold for a minute while I check the schedule?"
    kind = call_of("en", HELLO, ASKS, asked, "P Sure.", "H 30", "A Thank you for holding, I have found a place.")
    rude = call_of("en", HELLO, ASKS, "H 30", "A So, tomorrow at ten.")
    assert (verdict_of("hold_etiquette", kind), verdict_of("hold_etiquette", rude)) == ("pass", "fail")


@pytest.mark.parametrize(
    ("line", "verdict"),
    [("A Bye.", "fail"), ("A Thank you for calling, goodbye!", "pass"), ("A Have a nice day, bye-bye!", "pass")],
)
def test_a_farewell_alone_is_no_goodbye(line: str, verdict: str) -> None:
    assert verdict_of("goodbye", call_of("en", HELLO, ASKS, "A Booked.", "P Bye.", line)) == verdict


def test_a_call_without_the_administrators_words_is_left_to_people() -> None:
    findings = card_of(call_of("en", "P Hello? Hello? Is anybody there?")).findings
    assert findings["greeting"].verdict.value == "unsure"
    assert findings["no_medical_advice"].verdict.value == "unsure"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ru", "A здравствуйте клиника ромашка меня зовут анна"),
        ("uk", "A добрий день клініка ромашка мене звати оксана"),
        ("pl", "A dzień dobry przychodnia rumianek mam na imię anna"),
    ],
)
def test_giving_ones_own_name_is_not_asking_for_the_callers(language: str, line: str) -> None:
    assert verdict_of("ask_name", call_of(language, line, "P ...")) == "fail"


def test_what_the_standard_does_not_call_critical_is_not() -> None:
    call = call_of("en", HELLO, "P My tooth hurts.", "A Take two ibuprofen every six hours, it's just an inflammation.")
    rulebook = load_rulebook()
    mild = tuple(replace(criterion, critical=False) for criterion in rulebook.standard.criteria)
    card = replace(rulebook, standard=replace(rulebook.standard, criteria=mild)).score(call)
    assert card.findings["no_medical_advice"].verdict.value == "fail"
    assert card.critical == []


def test_a_turn_of_a_hundred_thousand_words_is_scored_in_seconds() -> None:
    card = card_of(call_of("en", HELLO, "P " + "one two three " * 33_000))
    assert card.findings["greeting"].verdict.value == "pass"
