"""LibreOffice, where it is installed: it turns one kind of document into another, in a profile of its own."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

_PROGRAMS = ("soffice", "libreoffice")
# Nothing of a stranger's file may run or be fetched: no macros, no links to elsewhere.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


class Absent(Exception):
    """LibreOffice is not installed here."""


class Failed(Exception):
    """LibreOffice made nothing of the document."""


class TookTooLong(Exception):
    """LibreOffice was ended because it took too long."""


def program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def converted(data: bytes, *, source: str, to: str, filter_name: str, seconds: float) -> bytes:
    """A document as another kind of file.

    source, to: the endings of the two, without a dot. filter_name: LibreOffice's name of the output filter.
    seconds: how long it may take. Raises Absent, Failed, TookTooLong.
    """
    if (found := program()) is None:
        raise Absent
    with tempfile.TemporaryDirectory(prefix="zhicheng-office-") as name:
        folder = Path(name)
        profile, given = folder / "profile", folder / f"source.{source}"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        given.write_bytes(data)
        out = folder / "out"
        command = [
            found,
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
            *("--convert-to", f"{to}:{filter_name}", "--outdir", str(out), str(given)),
        ]
        _run(command, seconds)
        result = out / f"source.{to}"
        if not result.is_file():
            raise Failed
        return result.read_bytes()


def _run(command: list[str], seconds: float) -> None:
    """Run in a process group of its own, which is ended as a whole: soffice starts helpers."""
    process = subprocess.Popen(  # noqa: S603 – the program is LibreOffice, the paths are our own
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise TookTooLong from error
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
