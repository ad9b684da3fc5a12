"""Chinese addresses: '梧桐路128号3楼1203室' is said '梧桐路一百二十八号三楼幺二零三室'."""

import re

from callcenter.kit.languages import Language
from callcenter.kit.spoken.addresses.rewriting import tidy
from callcenter.kit.spoken.telephones import telephone
from callcenter.kit.spoken.zh import number

_LETTERS = re.compile("[A-Za-z]+")


def spoken(text: str) -> str:
    """The address in words; anything unknown stays as it is."""
    text = re.sub(r"(\d)\s*[-–—/]\s*(\d)", r"\1杠\2", text)
    text = re.sub(r"(\d{3,})(?=室|房)", lambda found: telephone(found.group(), Language.ZH).replace("，", ""), text)
    text = re.sub(r"\d+", lambda found: _figures(found.group()), text)
    text = _LETTERS.sub(lambda found: found.group().upper(), text)
    return re.sub(r"\s*,\s*|(?<=[\u3000-\u9fff])\s+(?=[\u3000-\u9fff])", "，", tidy(text))


def _figures(run: str) -> str:
    if len(run) > 3 or (run.startswith("0") and len(run) > 1):
        return telephone(run, Language.ZH).replace("，", "")
    said = number(int(run))
    return "二" + said[1:] if said.startswith("两") else said  # 二百号: an address counts nothing
