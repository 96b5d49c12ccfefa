"""One address says all of the database, and nothing of it is passed over."""

import pytest
from django.db import connection

from madoguchi.site.database import database
from madoguchi.site.env import BadSetting


def test_postgresql__what_follows_the_question_mark__reaches_the_driver() -> None:
    found = database("postgresql://mado:p%40ss@db.example:5433/mado?sslmode=verify-full&sslrootcert=/etc/ca.pem")
    assert (found["HOST"], found["PORT"], found["NAME"], found["PASSWORD"]) == ("db.example", "5433", "mado", "p@ss")
    assert found["OPTIONS"]["sslmode"] == "verify-full"
    assert found["OPTIONS"]["sslrootcert"] == "/etc/ca.pem"


def test_postgresql__socket__is_the_host() -> None:
    found = database("postgresql:///mado?host=/var/run/postgresql")
    assert found["HOST"] == "/var/run/postgresql"
    assert "host" not in found["OPTIONS"]


def test_postgresql__planning__is_the_houses_until_the_address_says_otherwise() -> None:
    assert database("postgresql:///mado")["OPTIONS"] == {"options": "-c random_page_cost=1.1"}
    assert database("postgresql:///mado?options=-c%20random_page_cost%3D4")["OPTIONS"] == {"options": "-c random_page_cost=4"}
    assert database("postgresql:///mado?options=")["OPTIONS"] == {"options": ""}


@pytest.mark.parametrize(
    "address", ["postgresql:///mado?sslmod=require", "sqlite:////tmp/x.sqlite3?mode=ro", "mysql://x/y", "x.sqlite3"]
)
def test_address__cannot_be_read__says_what_is_expected(address: str) -> None:
    with pytest.raises(BadSetting, match=r"MADOGUCHI_DATABASE: .*expected"):
        database(address)


@pytest.mark.django_db
@pytest.mark.postgres
def test_postgresql__session__plans_as_said() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no such setting")
    with connection.cursor() as cursor:
        cursor.execute("SHOW random_page_cost")
        assert cursor.fetchone() == ("1.1",)
