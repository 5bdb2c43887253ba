"""The settings that differ between installations, and the mistakes that production refuses."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from zhicheng.site import environment
from zhicheng.site.environment import DEVELOPMENT_KEY, read_environment

SAFE = {
    "ZHICHENG_PRODUCTION": "1",
    "ZHICHENG_SECRET_KEY": "s" * 40,
    "ZHICHENG_ENCRYPTION_KEY": "e" * 40,
    "ZHICHENG_HOSTS": "ip.shili.example,10.0.0.8",
}


@pytest.fixture(autouse=True)
def checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where data/ stands when nothing is said: not the city of whoever runs the tests."""
    monkeypatch.setattr(environment, "PROJECT", tmp_path)
    return tmp_path


def test_a_developer_needs_to_set_nothing(checkout: Path) -> None:
    found = read_environment({})
    assert not found.production
    assert found.secret_key == DEVELOPMENT_KEY
    assert found.hosts == ("127.0.0.1", "[::1]", "localhost")
    assert found.data == checkout / "data"
    assert found.database["ENGINE"] == "django.db.backends.sqlite3"
    assert not found.behind_https


@pytest.mark.parametrize("name", ["ZHICHENG_PRODUCTION", "ZHICHENG_HTTPS", "ZHICHENG_DEBUG"])
def test_a_switch_with_a_slip_of_the_pen_is_refused(name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        read_environment({name: "ture"})


def test_a_switch_may_be_written_in_several_ways() -> None:
    assert read_environment({**SAFE, "ZHICHENG_PRODUCTION": " Yes"}).production
    assert not read_environment({"ZHICHENG_PRODUCTION": "off"}).production
    assert not read_environment({"ZHICHENG_PRODUCTION": ""}).production


@pytest.mark.parametrize("rate", ["", "0/m", "10", "10/w", "-1/s", "1.5/m", "ten/m", "1/m2"])
def test_a_rate_that_is_none_is_refused(rate: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="ZHICHENG_API_RATE"):
        read_environment({"ZHICHENG_API_RATE": rate})


def test_a_rate_may_be_of_any_stretch() -> None:
    assert read_environment({}).api_rate == "600/m"
    assert read_environment({"ZHICHENG_API_RATE": " 5/s "}).api_rate == "5/s"


def test_a_city_that_sets_everything_starts() -> None:
    found = read_environment(SAFE)
    assert found.hosts == ("ip.shili.example", "10.0.0.8")
    assert found.behind_https


@pytest.mark.parametrize(
    ("mistake", "named"),
    [
        ({"ZHICHENG_SECRET_KEY": ""}, "ZHICHENG_SECRET_KEY"),
        ({"ZHICHENG_SECRET_KEY": DEVELOPMENT_KEY}, "ZHICHENG_SECRET_KEY"),
        ({"ZHICHENG_SECRET_KEY": "s" * 31}, "ZHICHENG_SECRET_KEY"),
        ({"ZHICHENG_ENCRYPTION_KEY": "s" * 40}, "ZHICHENG_ENCRYPTION_KEY"),
        ({"ZHICHENG_DEBUG": "1"}, "ZHICHENG_DEBUG"),
        ({"ZHICHENG_HOSTS": ""}, "ZHICHENG_HOSTS"),
        ({"ZHICHENG_HOSTS": "*"}, "ZHICHENG_HOSTS"),
    ],
)
def test_production_refuses_what_is_unsafe_and_names_it(
    mistake: dict[str, str], named: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=named):
        read_environment({**SAFE, **mistake})


@pytest.mark.parametrize(
    "absent", ["ZHICHENG_SECRET_KEY", "ZHICHENG_ENCRYPTION_KEY", "ZHICHENG_HOSTS"]
)
def test_production_refuses_what_is_absent(absent: str) -> None:
    given = {name: value for name, value in SAFE.items() if name != absent}
    with pytest.raises(ImproperlyConfigured, match=absent):
        read_environment(given)


def test_a_secret_is_read_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_text("k" * 40 + "\n", encoding="utf-8")
    given = {name: value for name, value in SAFE.items() if name != "ZHICHENG_SECRET_KEY"}
    found = read_environment({**given, "ZHICHENG_SECRET_KEY_FILE": str(secret)})
    assert found.secret_key == "k" * 40


def test_a_secret_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="ZHICHENG_SECRET_KEY_FILE"):
        read_environment({"ZHICHENG_SECRET_KEY_FILE": str(tmp_path / "nowhere")})


def test_data_and_what_lies_in_it_move_together(tmp_path: Path) -> None:
    found = read_environment({"ZHICHENG_DATA": str(tmp_path)})
    assert found.database["NAME"] == str(tmp_path / "zhicheng.sqlite3")
    assert found.static == tmp_path / "static"


def test_a_folder_may_bear_any_name(tmp_path: Path) -> None:
    """In a URL these characters would mean something, and the city would stand beside its folder."""
    folder = tmp_path / "数据 100%20#甲?乙"
    found = read_environment({"ZHICHENG_DATA": str(folder)})
    assert found.database["NAME"] == str(folder / "zhicheng.sqlite3")


def test_postgresql_by_its_url() -> None:
    found = read_environment({"ZHICHENG_DATABASE_URL": "postgres://z:p@127.0.0.1:5433/city"})
    assert found.database["ENGINE"] == "django.db.backends.postgresql"
    assert found.database["PORT"] == 5433


def test_mail_by_its_url() -> None:
    found = read_environment({"ZHICHENG_EMAIL_URL": "smtp+tls://user:word@mail.example:587"})
    assert found.email_url["EMAIL_HOST"] == "mail.example"
    assert found.email_url["EMAIL_USE_TLS"] is True


def test_the_key_that_lies_beside_the_data_is_not_passed_over(checkout: Path) -> None:
    """What is sealed under it could not be opened, and the audit chain would go on under another."""
    file = checkout / "data" / "encryption-key"
    file.parent.mkdir()
    file.write_text("k" * 64)
    for variables in ({}, {**SAFE, "ZHICHENG_ENCRYPTION_KEY": ""}):
        with pytest.raises(ImproperlyConfigured, match=f"ZHICHENG_ENCRYPTION_KEY_FILE={file}"):
            read_environment(variables)
    found = read_environment({"ZHICHENG_ENCRYPTION_KEY_FILE": str(file)})
    assert found.encryption_key == "k" * 64
    other = read_environment({"ZHICHENG_ENCRYPTION_KEY": "o" * 64})
    assert other.encryption_key == "o" * 64, "who sets one means it"
