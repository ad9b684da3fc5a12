"""Rendering: one Jinja environment a language, pages with what every page needs, regions with their versions."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup, escape

from callcenter.kit.languages import Language
from callcenter.kit.phones import PhoneNumber
from callcenter.web.formats import Formats, duration
from callcenter.web.labels import label
from callcenter.web.ports import ClinicFace
from callcenter.web.texts import Texts

TEMPLATES = Path(__file__).parent / "templates"
_VERSION_BYTES = 6


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page that the live stream keeps up to date."""

    name: str
    """Letters, digits and dashes; unique on the page."""
    template: str
    context: Mapping[str, object] = field(default_factory=dict)
    again_s: float | None = None
    """Look at it again after so many seconds though nothing has happened: for what changes without events."""


@dataclass(frozen=True, slots=True)
class RenderedRegion:
    """The content of a region with a version that changes when, and only when, the content does."""

    name: str
    html: str
    version: str


class Screens:
    """Renders templates for readers of every language."""

    def __init__(
        self,
        *,
        clinic: ClinicFace,
        texts: Mapping[Language, Texts],
        template_folders: Sequence[Path],
        static: Callable[[str], str],
    ) -> None:
        self.texts = texts
        loader = FileSystemLoader([TEMPLATES, *template_folders])
        self._environments = {language: _environment(loader, texts[language], clinic, static) for language in Language}

    def warm_up(self, first: Language) -> None:
        """Compile all templates, those of the language that most people here read first."""
        for language in (first, *(one for one in Language if one is not first)):
            environment = self._environments[language]
            for name in environment.list_templates(extensions=["html"]):
                environment.get_template(name)

    def page(self, language: Language, template: str, context: Mapping[str, object]) -> str:
        """A whole page, or a fragment, as HTML."""
        return self._environments[language].get_template(template).render(**context)

    def region(self, language: Language, region: Region, shared: Mapping[str, object]) -> RenderedRegion:
        """A region's content; `shared` is what all regions of one reader see (the viewer), never the time."""
        html = self.page(language, region.template, {**shared, **region.context}).strip()
        version = hashlib.blake2s(html.encode(), digest_size=_VERSION_BYTES).hexdigest()
        return RenderedRegion(name=region.name, html=html, version=version)


class _CompiledOnce(BytecodeCache):
    """Lets the environments of all languages share what one of them has compiled in this process: the code is the same,
    only the texts that it asks for differ."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _CompiledOnce()


def _environment(
    loader: FileSystemLoader, texts: Texts, clinic: ClinicFace, static: Callable[[str], str]
) -> Environment:
    environment = Environment(
        loader=loader,
        bytecode_cache=_COMPILED,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    # The i18n extension adds this method; its type is not known to Jinja's annotations.
    install = environment.install_gettext_translations  # type: ignore[attr-defined]
    install(texts.translations, newstyle=True)
    formats = Formats(texts.language, clinic.zone)
    environment.globals.update(
        clinic=clinic,
        language=texts.language,
        languages=tuple(Language),
        live=_live,
        static=static,
    )
    environment.filters.update(
        time=formats.time,
        date=formats.date,
        day=formats.day,
        date_time=formats.date_time,
        month=formats.month,
        number=formats.number,
        percent=formats.percent,
        duration=duration,
        iso=lambda moment: moment.isoformat(),
        label=lambda value: label(texts, value),
        phone=lambda number: _phone(texts, number),
        translated=texts.gettext,
    )
    return environment


def _phone(texts: Texts, number: PhoneNumber | None) -> str:
    return number.readable.replace(" ", "\N{NO-BREAK SPACE}") if number else texts.gettext("number withheld")


@pass_context
def _live(
    context: Context,
    name: str,
    template: str,
    *,
    tag: str = "section",
    label: str = "",
    classes: str = "",
    polite: bool = False,
    assertive: bool = False,
    **values: object,
) -> Markup:
    """A live region of a page, rendered the same way as the live stream will render it."""
    shared = {"viewer": context["viewer"]}
    html = context.environment.get_template(template).render(**shared, **values).strip()
    version = hashlib.blake2s(html.encode(), digest_size=_VERSION_BYTES).hexdigest()
    attributes = f' class="{escape(classes)}"' if classes else ""
    attributes += f' aria-label="{escape(label)}"' if label else ""
    if polite or assertive:
        attributes += f' aria-live="{"assertive" if assertive else "polite"}"'
    # The content comes from our own autoescaped template, the attributes are escaped above.
    return Markup(f'<{tag} data-live="{name}" data-version="{version}"{attributes}>{html}</{tag}>')  # noqa: S704
