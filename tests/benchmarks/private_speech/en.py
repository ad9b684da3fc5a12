"""English sentences of the seeded set."""

from tests.benchmarks.private_speech.speech import Speech, listed

SPEECH = Speech(
    units=listed("zero one two three four five six seven eight nine"),
    teens=listed("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"),
    tens=listed("_ _ twenty thirty forty fifty sixty seventy eighty ninety"),
    hundreds=listed("_ _ _ _ _ _ _ _ _ _"),
    ordinals=listed(
        "_ first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    ),
    tenths={3: "thirtieth"},
    months=listed("january february march april may june july august september october november december"),
    century="nineteen",
    year="",
    this_year="twenty twenty seven",
    zeros=("oh", "zero"),
    phone_starts=("oh seven", "oh two oh", "plus four four seven"),
    phone_shapes=((1,) * 9, (1, 1, 1, 2, 2, 2), (1,) * 8),
    short_shapes=((1,) * 7, (1, 1, 1, 2, 2)),
    policy_shapes=((1,) * 8, (2, 2, 2, 2), (1,) * 6),
    policy_letters=("", "a b", "group k", "letter m then"),
    given=listed("Mary Olivia Peter James Susan Daniel Kate"),
    surnames=(
        listed("Johnson Johnson's Johnson Johnson Johnson"),
        listed("Harrison Harrison's Harrison Harrison Harrison"),
        listed("Whitaker Whitaker's Whitaker Whitaker Whitaker"),
        listed("Davies Davies Davies Davies Davies"),
        listed("Murphy Murphy's Murphy Murphy Murphy"),
        listed("Patel Patel's Patel Patel Patel"),
        listed("Robinson Robinson's Robinson Robinson Robinson"),
        listed("Sinclair Sinclair's Sinclair Sinclair Sinclair"),
        listed("Hughes Hughes Hughes Hughes Hughes"),
        listed("Griffiths Griffiths Griffiths Griffiths Griffiths"),
    ),
    prices=(
        "two hundred and fifty pounds",
        "seventy pounds",
        "ninety nine",
        "one hundred twenty",
        "three thousand eight hundred",
    ),
    times=("nine thirty", "quarter to four", "ten in the morning", "four o'clock", "half past six"),
    dates=(
        "the twenty fourth of november",
        "march third",
        "tuesday the fifteenth",
        "the first of june",
        "the nineteenth",
    ),
    houses=("twenty five", "one hundred and eight", "forty two b", "seventeen"),
    counts=("three", "twelve", "twenty eight", "thirty two"),
)

TEMPLATES = """
a: could i take a contact number / p: sure it's {phone}
p: my mobile is {phone} have you got that
p: please call me back on {phone} i am free after six
a: how can we reach you / p: {phone}
p: {phone1} / a: {phone1} / p: {phone2} / a: go on / p: {phone3} / a: thank you got it
p: that's my husband's number {phone} ring him
a: let me check the number {phone} is that right / p: that's right
p: our landline is {short} just in case
a: what's your phone number / p: {phone1} / a: uh huh / p: {phone2} / a: yes / p: {phone3}
p: i'll pay by card the number is {card}
a: the sixteen digits on the front please / p: {card}
p: card {card1} / a: okay / p: {card2} / a: next / p: {card3} / a: yes / p: {card4}
p: the refund went wrong my card is {card} same bank
p: i have a policy {policy} it is valid
a: what is your policy number please / p: {policy}
p: the insurance number is {policy} it's from work
a: do you have your insurance card with you / p: yes the number is {policy}
a: your membership number / p: {policy}
a: date of birth / p: {birth}
p: i was born {birth} you should have my file
a: how old are you and when were you born / p: {birth}
p: my child was born on {birth} can we come to you
a: just confirming your date of birth {birth} is that correct / p: yes that's all right
a: your surname / p: {nom}
p: my last name is {nom} i was with you in summer
p: hello this is {given} {nom}
p: i'd like to move {given} {gen} appointment
a: i have booked mrs {acc} in see you then
p: i'm calling about mrs {gen} bill she is my mother
a: i passed the pictures to mr {dat} he'll ring back
a: we have already talked to mister {ins} about the payment
a: ms {nom} the doctor is waiting
p: the visit costs {price} right
a: a consultation is {price} and a cleaning is {price}
a: i have {time} and {time} which is better
a: the doctor is free {date} at {time}
p: let's say {date} closer to {time}
a: our address is {house} garden street second floor
a: it is number {house} suite {house} enter from the yard
p: i am {count} years old and it has hurt for {count} days
a: please come {count} minutes early and bring your passport
a: we have {count} doctors and {count} rooms
p: i was here on {date} last year you did {count} fillings
a: we are open from nine to eight and on saturday from ten to four
a: i'm booking you for {date} {this_year} at {time}
p: my temperature is one hundred and two i take {count} tablets
a: nine thirty ten fifteen eleven o'clock and twelve forty five
a: a discount of {count} percent paid over {count} months at {price}
a: at {time} with doctor orlova or at {time} with doctor bell
"""
