"""A form with fields that are not known beforehand, as a parameter of a route."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Depends, Request

_MOST_FIELDS = 2_000


async def posted_form(request: Request) -> Mapping[str, str]:
    """The fields of a form; of those that are there twice the last."""
    form = await request.form(max_fields=_MOST_FIELDS)
    return {name: value for name, value in form.items() if isinstance(value, str)}


PostedForm = Annotated[Mapping[str, str], Depends(posted_form)]
