"""English."""

import re

from recordings.private_words.spans import PrivateKind
from recordings.private_words.vocabulary.shape import Vocabulary, counted, listed

VOCABULARY = Vocabulary(
    units=counted("zero|oh|nought|nil|o one two three four five six seven eight nine"),
    teens=counted("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10),
    tens=counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10),
    hundreds={},
    hundred=frozenset({"hundred"}),
    amounts=frozenset(listed("thousand thousands million grand")),
    zeros=frozenset(listed("zeros zeroes ohs")),
    repeats={"double": 2, "triple": 3, "treble": 3},
    ordinal=re.compile(
        r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth"
        r"|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
    ),
    month=re.compile(r"january|february|march|april|may|june|july|august|september|october|november|december"),
    year_words=frozenset({"year"}),
    fillers=frozenset(listed("and um uh er so then dash hyphen space it's is plus code okay yes to for")),
    breakers=frozenset(
        listed(
            "at on in by until till from or about around o'clock a.m p.m am pm half quarter past pounds pound"
            " dollars percent years year number suite floor room street monday tuesday wednesday thursday friday"
            " saturday sunday not but which with"
        )
    ),
    counted=listed(
        "hour minute second day week month year time pound dollar euro pence thousand percent tooth teeth"
        " filling doctor room floor people tablet pill picture visit o'clock a.m p.m am pm in garden street"
        " crown implant old"
    ),
    before_plain=frozenset(
        listed(
            "at on in by until till from to suite room floor flat house number street past monday"
            " tuesday wednesday thursday friday saturday sunday"
        )
    ),
    cues={
        PrivateKind.PHONE: (
            *listed("phone telephone mobile cell landline whatsapp"),
            *("contact number", "call * back", "call me", "ring *", "reach you", "phone number", "husband's number"),
        ),
        PrivateKind.CARD: ("card", "cards", "sixteen digits", "credit card", "debit card"),
        PrivateKind.POLICY: listed("policy insurance membership member nhs medicare insurer"),
        PrivateKind.BIRTH_DATE: ("date of birth", "birth date", "birthdate", "birthday", "born", "birth", "dob"),
        PrivateKind.SURNAME: ("surname", "last name", "family name", "full name", "your name", "my name", "this is"),
    },
    number_cues=("number", "digits"),
    tails=("ending in", "ending with", "ends in", "ends with", "last four", "last three", "last digits"),
    birth_after=("born",),
    series=frozenset(listed("series group letter letters")),
    letters=frozenset(listed("a b c d e f g h i j k l m n o p q r s t u v w x y z")),
    titles=frozenset(listed("mr mrs ms miss mister missus madam sir patient")),
    doctors=listed("doctor dr dentist surgeon"),
    ordinary=frozenset(
        listed(
            "white black brown green gray grey young king price day long short cook ward rose grant mark marsh"
            " stone wood park lane field brook bell ball best may march june hill hall wall bush carter fisher"
            " baker butler carpenter cooper gardener hunter mason miller shepherd smith taylor turner walker"
            " weaver reed read rice love hope bright strong small little new newman news page bird fox wolf lamb"
            " fish crow church abbot pope bishop knight nurse winter summer sun moon west north east south cross"
            " waters rivers banks woods foster wright power powers gold silver cash berry cherry bean ford major"
            " noble savage sharp swift wise"
        )
    ),
)
