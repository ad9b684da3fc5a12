"""A config folder for one Asterisk: the test's own few files around the very snippets that a clinic installs."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.asterisk.install import HERE, Installation, module_names

SHIPPED = HERE.parents[2] / "callcenter" / "telephony" / "asterisk" / "conf"
SECRET = "test-secret"
RTP_PORTS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Loopback ports of one instance."""

    ami: int
    sip: int
    rtp: int
    """The first of RTP_PORTS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a test may want otherwise than a clinic."""

    ring_seconds: int = 20
    wait_seconds: int = 300
    notice: str = "elsewhere"
    menu: str = ""
    """What answers a call (CALLCENTER_MENU)."""


def write_config(folder: Path, installation: Installation, ports: Ports, settings: Settings) -> None:
    """Fill `folder` (etc, spool, log, ...) so that Asterisk touches nothing outside of it."""
    etc = folder / "etc"
    for name in ("etc", "lib", "spool", "log", "cache", "music", "recordings"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    values = {
        "@ETC@": str(etc),
        "@RUN@": str(folder),
        "@MODULES@": str(installation.modules),
        "@DATA@": str(installation.data),
        "@AMI_PORT@": str(ports.ami),
        "@SIP_PORT@": str(ports.sip),
        "@RTP_FIRST@": str(ports.rtp),
        "@RTP_LAST@": str(ports.rtp + RTP_PORTS - 1),
    }
    for template in (HERE / "conf").glob("*.conf"):
        _write(etc / template.name, template, values)
    _write(etc / "callcenter-manager.conf", SHIPPED / "manager.conf", {"CHANGE-ME": SECRET})
    members = {"; member => ": "member => ", "timeout = 20": f"timeout = {settings.ring_seconds}"}
    _write(etc / "callcenter-queues.conf", SHIPPED / "queues.conf", members)
    edits = {
        "/var/spool/asterisk/monitor/callcenter": str(folder / "recordings"),
        "CALLCENTER_WAIT=300": f"CALLCENTER_WAIT={settings.wait_seconds}",
        "CALLCENTER_NOTICE=)": f"CALLCENTER_NOTICE={settings.notice})",
        "CALLCENTER_MENU=)": f"CALLCENTER_MENU={settings.menu})",
    }
    _write(etc / "callcenter-extensions.conf", SHIPPED / "extensions.conf", edits)
    modules = "".join(f"load = {name}.so\n" for name in module_names())
    (etc / "modules.conf").write_text(f"[modules]\nautoload = no\n{modules}", encoding="utf-8")


def _write(target: Path, template: Path, edits: Mapping[str, str]) -> None:
    text = template.read_text(encoding="utf-8")
    for old, new in edits.items():
        text = text.replace(old, new)
    target.write_text(text, encoding="utf-8")
