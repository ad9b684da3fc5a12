"""The clinic as its voice names it, out of the settings: nobody writes down how a number or an address is said."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from callcenter.app.settings import Settings
from callcenter.clinic.demo.load import load_demo
from callcenter.kit.emergency import ambulance_in
from callcenter.kit.languages import Language
from callcenter.kit.opening import Opening, Stretch
from callcenter.kit.spoken.addresses.registry import address
from callcenter.kit.spoken.telephones import telephone
from callcenter.kit.spoken.weeks import week
from callcenter.kit.spoken.wording import Wording
from ivr.flow.facts import Clinic

_UNKNOWN = Wording("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicFace:
    """What its voice tells of a clinic."""

    name: str
    phone: str
    """E.164 or as it is written; may be empty."""
    address: Wording
    hours: Wording
    """In the clinic's own language."""
    language: Language
    zone: ZoneInfo
    country: str
    opening: Opening | None = None
    """None: it is open while its doctors work."""
    emergency: str = ""
    """Empty: the country's."""

    def address_in(self, language: Language) -> Wording:
        """The address as a voice of that language says it."""
        return self.address if language is self.language else address(self.address.screen, language)

    def hours_in(self, language: Language) -> Wording:
        """The hours in a language; those of the clinic's own where they were never given by day and time."""
        return self.hours if language is self.language or self.opening is None else week(self.opening, language)


def face_of(settings: Settings) -> ClinicFace:
    """The clinic of these settings; in the demo what is not set is the demo clinic's own."""
    if settings.is_demo:
        return _over(settings, _demo(settings.clinic_language))
    return _over(settings, _nobody(settings))


def clinic_named(face: ClinicFace, language: Language) -> Clinic:
    """The clinic as it is named in a language."""
    emergency = face.emergency or ambulance_in(face.country)
    return Clinic(
        name=face.name,
        phone=Wording(face.phone, telephone(face.phone, language)),
        address=face.address_in(language),
        hours=face.hours_in(language),
        zone=face.zone.key,
        emergency=Wording(emergency, telephone(emergency, language)),
    )


def _over(settings: Settings, usual: ClinicFace) -> ClinicFace:
    """What is set, before what is usual."""
    language, opening = usual.language, settings.clinic_opening
    return ClinicFace(
        name=settings.clinic_name or usual.name,
        phone=settings.clinic_phone or usual.phone,
        address=address(settings.clinic_address, language) if settings.clinic_address else usual.address,
        hours=week(opening, language) if opening else usual.hours,
        language=language,
        zone=usual.zone,
        country=usual.country,
        opening=opening or usual.opening,
        emergency=settings.clinic_emergency,
    )


def _demo(language: Language) -> ClinicFace:
    demo = load_demo(language)
    return ClinicFace(
        name=demo.name,
        phone=demo.phone.readable,
        address=demo.address,
        hours=demo.hours,
        language=demo.language,
        zone=demo.zone,
        country=demo.country,
        opening=Opening(dict.fromkeys(range(1, 8), (Stretch(demo.opens, demo.closes),))),
    )


def _nobody(settings: Settings) -> ClinicFace:
    return ClinicFace(
        name="",
        phone="",
        address=_UNKNOWN,
        hours=_UNKNOWN,
        language=settings.clinic_language,
        zone=settings.clinic_zone,
        country=settings.clinic_country,
    )
