"""What a browser sends of a step's form, for tests of the pages of scripts."""

import re
from html import unescape

import httpx

OURS = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
PAGE = "/scripts/en/talk"


def form(manager: httpx.Client, step: str) -> dict[str, str]:
    """What a browser would send of a step's form, as it is."""
    manager.post(f"{PAGE}/begin", headers=OURS)
    html = manager.get(f"{PAGE}?step={step}").text
    form = html[html.index('id="step-form"') : html.index('class="step-else"')]
    found = {
        name: unescape(value)
        for name, value in re.findall(r'<input(?![^>]*checkbox)[^>]* name="([^"]+)"[^>]*? value="([^"]*)"', form)
    }
    found |= {
        name: unescape(text)
        for name, text in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', form)
    }
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    found |= dict.fromkeys(re.findall(r'name="([^"]+)" value="1" checked', form), "1")
    return found


def keep(manager: httpx.Client, step: str, **changed: str) -> httpx.Response:
    fields = form(manager, step)
    renamed = {name.replace("__", "-"): value for name, value in changed.items()}
    return manager.post(f"{PAGE}/steps/{step}", data={**fields, **renamed}, headers=OURS | {"HX-Request": "true"})


def upload(manager: httpx.Client, data: bytes) -> httpx.Response:
    return manager.post("/scripts/import", files={"file": ("mine.yaml", data)}, headers=OURS)
