"""What sealing promises: only the right key in the right place opens, destroyed means gone, keys can be changed."""

import base64
import os
import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.acting import SYSTEM
from madoguchi.core.audit.public import Entry
from madoguchi.core.sealing import office, ring
from madoguchi.core.sealing.checks import secrets as check_secrets
from madoguchi.core.sealing.public import (
    DataKey,
    Unreadable,
    destroy,
    new_key,
    rewrap_all,
    seal,
    seal_json,
    seal_stream,
    unseal,
    unseal_json,
    unseal_stream,
)
from madoguchi.core.sealing.streaming import CHUNK

NOON = datetime(2026, 7, 1, 3, tzinfo=UTC)


def a_secret() -> str:
    return base64.b64encode(os.urandom(32)).decode()


def again(key):
    return DataKey.objects.get(pk=key.pk)


@pytest.fixture
def key(db):
    return new_key("case", "1")


def test_unseal__same_key_and_context__gives_it_back(key):
    sealed = seal_json(key, {"氏名": "見本 花子", "n": [1, None]}, "answers:1")
    assert unseal_json(again(key), sealed, "answers:1") == {"氏名": "見本 花子", "n": [1, None]}
    assert "見本".encode() not in sealed


def test_seal__twice__differs(key):
    assert seal(key, b"x", "c") != seal(key, b"x", "c")


def test_unseal__other_context_key_or_byte__is_unreadable(key):
    sealed = seal(key, b"secret", "answers:1")
    for attempt in (
        lambda: unseal(key, sealed, "answers:2"),
        lambda: unseal(new_key("case", "2"), sealed, "answers:1"),
        lambda: unseal(key, sealed[:-1] + bytes([sealed[-1] ^ 1]), "answers:1"),
        lambda: unseal(key, sealed[:10], "answers:1"),
        lambda: unseal(key, b"", "answers:1"),
    ):
        with pytest.raises(Unreadable):
            attempt()


def test_seal__without_context__is_a_slip(key):
    with pytest.raises(ValueError):
        seal(key, b"x", "")


def test_data_key__at_rest__is_wrapped(key):
    assert key._plain not in bytes(again(key).wrapped)
    assert again(key)._plain is None
    assert pickle.loads(pickle.dumps(key))._plain is None


def test_data_key__wrapped_bytes_moved_to_another_row__do_not_open(key):
    other = new_key("case", "2")
    DataKey.objects.filter(pk=other.pk).update(wrapped=key.wrapped)
    with pytest.raises(Unreadable):
        seal(again(other), b"x", "c")


def test_destroy__sealed_data__are_unreadable_and_it_is_noted(key):
    sealed = seal(key, b"x", "c")
    held = again(key)
    destroy(key, SYSTEM, NOON)
    destroy(again(key), SYSTEM, NOON)
    for one in (key, again(key)):
        with pytest.raises(Unreadable):
            unseal(one, sealed, "c")
    held.refresh_from_db()
    with pytest.raises(Unreadable):
        unseal(held, sealed, "c")
    assert Entry.objects.filter(action="sealing.key-destroyed").count() == 1


def test_destroy__row__cannot_say_destroyed_and_keep_its_key(key):
    with pytest.raises(IntegrityError), transaction.atomic():
        DataKey.objects.filter(pk=key.pk).update(destroyed_at=NOON)


@pytest.mark.django_db
def test_new_key__to_the_office__public_side_seals_and_cannot_open(settings):
    private = office._fresh()
    settings.MADO_OFFICE_KEY = private
    public = base64.b64encode(office.raw(office.private_keys()[0].public_key())).decode()
    settings.MADO_OFFICE_KEY, settings.MADO_OFFICE_PUBLIC_KEY, settings.MADO_DEMO = "", public, False
    settings.MADO_KEYS = f"a:{a_secret()}"
    key = new_key("application", "1", to="office")
    sealed = seal(key, b"answers", "c")
    with pytest.raises(Unreadable):
        unseal(again(key), sealed, "c")
    settings.MADO_OFFICE_KEY = private
    assert unseal(again(key), sealed, "c") == b"answers"
    settings.MADO_OFFICE_KEY = office._fresh()
    with pytest.raises(Unreadable):
        unseal(again(key), sealed, "c")


@pytest.mark.django_db
def test_rewrap_all__new_first_key__old_one_can_go(settings):
    old, new = f"old:{a_secret()}", f"new:{a_secret()}"
    settings.MADO_KEYS, settings.MADO_OFFICE_KEY = old, office._fresh()
    keys = [new_key("case", "1"), new_key("case", "2"), new_key("case", "3", to="office")]
    destroy(keys[1], SYSTEM, NOON)
    sealed = seal(keys[0], b"x", "c")
    settings.MADO_KEYS = f"{new},{old}"
    settings.MADO_OFFICE_KEY = f"{office._fresh()},{settings.MADO_OFFICE_KEY}"
    assert unseal(again(keys[0]), sealed, "c") == b"x"
    assert rewrap_all() == (2, 0)
    assert rewrap_all() == (0, 0)
    settings.MADO_KEYS, settings.MADO_OFFICE_KEY = new, settings.MADO_OFFICE_KEY.split(",")[0]
    assert unseal(again(keys[0]), sealed, "c") == b"x"
    assert seal(again(keys[2]), b"x", "c")
    assert again(keys[1]).wrapped is None


@pytest.mark.django_db
def test_rewrap_all__key_that_is_not_at_hand__is_counted(settings):
    settings.MADO_KEYS = f"lost:{a_secret()}"
    new_key("case", "1")
    settings.MADO_KEYS = f"new:{a_secret()}"
    assert rewrap_all() == (0, 1)


@pytest.mark.parametrize(
    "bad", ["a", "a:xx", f"a:{base64.b64encode(bytes(32)).decode()}", "office:" + "A" * 44, ",", "a:" + "A" * 43 + "="]
)
def test_ring__unfit_keys__are_refused(settings, bad):
    settings.MADO_KEYS = bad
    with pytest.raises(ImproperlyConfigured):
        ring.ring()


def test_ring__demo__is_made_once_and_private(settings, tmp_path):
    settings.MADO_KEYS, settings.MADO_HOME, settings.MADO_DEMO = "", tmp_path, True
    assert ring.ring() == ring.ring()
    path = Path(tmp_path) / "keys" / "ring"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["ring"]


def test_ring__no_demo_and_no_key__is_refused(settings):
    settings.MADO_KEYS, settings.MADO_DEMO = "", False
    with pytest.raises(ImproperlyConfigured):
        ring.ring()


def _ready(settings):
    settings.MADO_DEMO, settings.MADO_ZONE = False, "all"
    settings.SECRET_KEY = "x1" * 30
    settings.MADO_KEYS, settings.MADO_OFFICE_KEY, settings.MADO_OFFICE_PUBLIC_KEY = (
        f"a:{a_secret()}",
        office._fresh(),
        "",
    )


def test_check__secrets_of_its_own__nothing_to_say(settings):
    _ready(settings)
    assert check_secrets() == []


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        ({"SECRET_KEY": "sample-secret-key-only-for-demo-and-tests"}, "E001"),
        ({"SECRET_KEY": "short"}, "E001"),
        ({"MADO_KEYS": ""}, "E002"),
        ({"MADO_KEYS": "a:nonsense"}, "E002"),
        ({"MADO_OFFICE_KEY": ""}, "E003"),
        ({"MADO_ZONE": "public"}, "E003"),
        ({"MADO_ZONE": "public", "MADO_OFFICE_KEY": ""}, "E003"),
        ({"MADO_OFFICE_PUBLIC_KEY": a_secret()}, "E003"),
    ],
)
def test_check__sample_or_missing_secret__is_an_error(settings, changed, number):
    _ready(settings)
    for name, value in changed.items():
        setattr(settings, name, value)
    assert [error.id for error in check_secrets()] == [f"mado_sealing.{number}"]


def test_check__demo__may_use_samples(settings):
    settings.MADO_DEMO = True
    assert check_secrets() == []


def pieces(data, size=1000):
    return [data[i : i + size] for i in range(0, len(data), size)]


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_unseal_stream__any_size__gives_it_back(key, size):
    data = os.urandom(size)
    sealed = b"".join(seal_stream(key, pieces(data, 7000), "f"))
    assert b"".join(unseal_stream(again(key), pieces(sealed, 5000), "f")) == data


def test_unseal_stream__cut_swapped_or_lengthened__is_unreadable(key):
    sealed = b"".join(seal_stream(key, [os.urandom(3 * CHUNK)], "f"))
    head, step = 37, CHUNK + 16
    one, two = sealed[head : head + step], sealed[head + step : head + 2 * step]
    for wrong in (
        sealed[: head + step],
        sealed[: head + 2 * step],
        sealed[:-1],
        sealed[:head],
        sealed[:20],
        b"",
        sealed + one,
        sealed[:head] + two + one + sealed[head + 2 * step :],
    ):
        with pytest.raises(Unreadable):
            list(unseal_stream(key, [wrong], "f"))
    with pytest.raises(Unreadable):
        list(unseal_stream(key, [sealed], "g"))


@given(data=st.binary(max_size=300), context=st.text(min_size=1, max_size=20).filter(lambda t: t.isprintable()))
def test_unseal__anything__comes_back(data, context):
    key = DataKey(subject_kind="t", subject_id="1", wrapped=b"w")
    key._plain = b"k" * 32
    assert unseal(key, seal(key, data, context), context) == data


@pytest.mark.django_db
def test_new_keys__printed__are_fit_for_the_settings(settings, capsys):
    call_command("new_keys")
    values = dict(line.split("=", 1) for line in capsys.readouterr().out.splitlines() if line.startswith("MADO"))
    _ready(settings)
    settings.SECRET_KEY = values["MADOGUCHI_SECRET_KEY"]
    settings.MADO_KEYS = values["MADOGUCHI_KEYS"]
    settings.MADO_OFFICE_KEY = values["MADOGUCHI_OFFICE_KEY"]
    settings.MADO_OFFICE_PUBLIC_KEY = values["MADOGUCHI_OFFICE_PUBLIC_KEY"]
    assert check_secrets() == []


@pytest.mark.django_db
def test_rewrap_keys__some_cannot_be_opened__says_so(settings):
    settings.MADO_KEYS = f"lost:{a_secret()}"
    new_key("case", "1")
    settings.MADO_KEYS = f"new:{a_secret()}"
    with pytest.raises(CommandError, match="1 個"):
        call_command("rewrap_keys")
