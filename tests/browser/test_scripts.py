"""What ``script/server`` refuses, and what beginning anew removes."""

import os
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.browser.server import ROOT, Server, free_port, serving

SERVER = ROOT / "script" / "server"


def run(*words: str, answer: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ``script/server`` where it ought to end by itself."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("ZHICHENG_", "DJANGO_"))}
    return subprocess.run(
        [SERVER, *words],
        env={**kept, "PORT": str(free_port()), **variables},
        input=answer,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_word_that_it_does_not_know_is_refused() -> None:
    done = run("--rest")
    assert done.returncode == 1
    assert "unknown: --rest" in done.stderr


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run(PORT=port, ZHICHENG_DATA=str(tmp_path))
    assert done.returncode == 1
    assert f"cannot listen on 127.0.0.1 port {port}" in done.stderr


@pytest.mark.parametrize("port", ["abc", "99999", "-1", "0", "80８0"])
def test_a_port_that_is_none_is_told(port: str, tmp_path: Path) -> None:
    done = run(PORT=port, ZHICHENG_DATA=str(tmp_path))
    assert done.returncode == 1
    assert "PORT must be a number from 1 to 65535" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_host_that_is_none_is_told(tmp_path: Path) -> None:
    done = run(HOST="[::1]", ZHICHENG_DATA=str(tmp_path))
    assert done.returncode == 1
    assert "HOST must be an address of this machine" in done.stderr


def test_what_it_can_do_is_told() -> None:
    assert "--reset" in run("--help").stdout


def test_beginning_anew_asks_and_a_no_keeps_everything(tmp_path: Path) -> None:
    database = tmp_path / "zhicheng.sqlite3"
    database.write_text("a city")
    done = run("--reset", answer="no\n", ZHICHENG_DATA=str(tmp_path))
    assert done.returncode == 1
    assert "nothing was removed" in done.stderr
    assert database.read_text() == "a city"


def test_a_folder_that_holds_something_else_is_never_emptied(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("my only copy")
    done = run("--reset", "--yes", ZHICHENG_DATA=str(tmp_path))
    assert done.returncode == 1
    assert "does not look like a data folder" in done.stderr
    assert (tmp_path / "thesis.txt").exists()


def test_a_city_that_is_being_served_is_never_emptied(server: Server) -> None:
    done = run("--reset", "--yes", ZHICHENG_DATA=str(server.data))
    assert done.returncode == 1
    assert f"a server is running on {server.data}" in done.stderr
    assert (server.data / "zhicheng.sqlite3").exists()
    assert server.command("shell", "-v0", "-c", COUNT_USERS).strip() != "0"


def test_another_database_is_not_ours_to_empty(tmp_path: Path) -> None:
    url = "postgres://nobody@127.0.0.1:1/none"
    done = run("--reset", "--yes", ZHICHENG_DATA=str(tmp_path), ZHICHENG_DATABASE_URL=url)
    assert done.returncode == 1
    assert "ZHICHENG_DATABASE_URL" in done.stderr


def test_settings_that_production_refuses_are_told_in_a_sentence(tmp_path: Path) -> None:
    done = run(ZHICHENG_DATA=str(tmp_path / "data"), ZHICHENG_PRODUCTION="1")
    assert done.returncode == 1
    assert "error: ZHICHENG_HOSTS must name the hosts" in done.stderr
    assert "Traceback" not in done.stderr


def test_beginning_anew_makes_another_city_with_other_secrets(
    make_city: Callable[[str], Path],
) -> None:
    data = make_city("anew")
    with serving(data):
        secret = (data / "secret-key").read_text()
    (data / "left-behind").touch()
    with serving(data, "--reset", "--yes") as server:
        assert not (data / "left-behind").exists()
        assert (data / "secret-key").read_text() != secret
        assert server.command("shell", "-v0", "-c", COUNT_USERS).strip() != "0"
        # A key pressed at the terminal (Ctrl-C) reaches every process of the script's group.
        os.killpg(server.process.pid, signal.SIGINT)
        # Whatever job a worker has in hand in a new city is finished first.
        assert server.process.wait(timeout=60) == 0
        said = data.with_suffix(".log").read_text()
        assert "stopping" in said
        assert "ERROR" not in said
        assert "started again" not in said
    assert secrets_are_private(data)


COUNT_USERS = "from zhicheng.foundation.accounts.models import User; print(User.objects.count())"


def secrets_are_private(data: Path) -> bool:
    """Nobody else on the machine may look into the city's data."""
    return data.stat().st_mode & 0o077 == 0 and (data / "secret-key").stat().st_mode & 0o077 == 0


def test_the_command_line_works_on_the_same_city(server: Server) -> None:
    assert "审计链完整" in server.command("audit", "verify")
