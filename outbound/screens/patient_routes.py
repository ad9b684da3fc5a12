"""HTTP of one patient's page."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from callcenter.domain.outreach import EVERY_PURPOSE
from callcenter.domain.people import Role
from callcenter.kit.errors import BadInputError
from callcenter.kit.ids import PatientId
from callcenter.kit.words import N_
from callcenter.web.pages import page, see_other
from callcenter.web.viewer import AnyViewer
from outbound.do_not_call_store import EVERY_CHANNEL
from outbound.screens.parts import CampaignPageParts
from outbound.screens.patient_service import PatientPages
from outbound.screens.reading_service import CampaignPages
from outbound.screens.refusal_words import RefusalWords
from outbound.screens.register_service import Register

_PATIENT = "/patients/{patient}"


class PatientRoutes:
    """The addresses."""

    def __init__(self, parts: CampaignPageParts, pages: CampaignPages) -> None:
        self._parts = parts
        self._patients, self._register = PatientPages(parts, pages), Register(parts)

    def add_to(self, router: APIRouter) -> None:
        """Put the addresses into a router."""
        router.get(_PATIENT)(self.show)
        router.post(f"{_PATIENT}/do-not-call")(self.refuse)

    def show(self, request: Request, viewer: AnyViewer, patient: str) -> Response:
        """All that calls have to do with a patient."""
        return page(
            request,
            "campaigns/patient.html",
            view=self._patients.show(PatientId(patient), viewer.operator.id, viewer.texts),
            words=RefusalWords(viewer.texts, self._parts.flow_title),
            edits=viewer.operator.role.includes(Role.MANAGER),
        )

    def refuse(
        self,
        viewer: AnyViewer,
        patient: str,
        purpose: Annotated[str, Form()] = EVERY_PURPOSE,
        channel: Annotated[str, Form()] = EVERY_CHANNEL,
    ) -> Response:
        """No more calls: whoever hears a patient ask for it may write it down; taking it back is a manager's."""
        shown = self._patients.show(PatientId(patient), viewer.operator.id, viewer.texts)
        if shown.patient.phone is None:
            raise BadInputError(N_("This patient has no phone number, so that nobody can call."))
        self._register.add(shown.patient.phone, purpose, channel, viewer.operator.id, shown.patient.id)
        return see_other(f"/patients/{patient}")
