"""Other ways in and back: exports in CSV, a watched folder, a killed import, states and notices told once."""

import hashlib
import io
import json
import os
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from madoguchi.city.public import publish
from madoguchi.core.refused import NotPermitted
from madoguchi.engines.cases import public as cases
from madoguchi.engines.people.public import SYSTEM
from madoguchi.engines.people.testing import a_staff_account, an_officer, signed_in
from madoguchi.services.intake import watching
from madoguchi.services.intake.actions import take as taking
from madoguchi.services.intake.actions.mend import retry
from madoguchi.services.intake.actions.report import lay_out, mark_told, note_changes
from madoguchi.services.intake.actions.take import Outcome, take
from madoguchi.services.intake.channels import channel_of
from madoguchi.services.intake.models import Parcel, ParcelState, Report, Run
from madoguchi.services.intake.testing import NOON, PDF, a_package, a_sample, packed, the_channel
from madoguchi.services.intake.watching import take_file, take_folder, watch_once

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
HEAD = (
    "整理番号,申込日時,請求理由,事由発生日,姓,名,セイ,メイ,都道府県,市区町村,町名,"
    "児童1姓,児童1セイ,児童1生年月日,児童1同居,口座の写し,処理状況"
)
LINE = (
    "{n},2026/07/13 20:15:00,出生,2026/7/1,見本,さくら,ミホン,サクラ,千葉県,浦安市,架空町1,"
    "見本,ミホン,令和8年7月1日,同居,{paper},{state}"
)
CHIBA: dict[str, Any] = {
    "code": "chiba",
    "title": "ちば電子申請サービス",
    "source": "chiba",
    "department": "kodomo",
    "encoding": "cp932",
    "table": {
        "number": "整理番号",
        "sent_at": "申込日時",
        "files": "files/{number}/{name}",
        "passing": ["処理状況"],
        "forms": [
            {
                "form": "見本手当*",
                "procedure": "sample-allowance",
                "items": {
                    "reason.kind": "請求理由",
                    "reason.event_date": "事由発生日",
                    "claimant.name.family": "姓",
                    "claimant.name.given": "名",
                    "claimant.name.family_kana": "セイ",
                    "claimant.name.given_kana": "メイ",
                    "claimant.address.prefecture": "都道府県",
                    "claimant.address.city": "市区町村",
                    "claimant.address.street": "町名",
                    "children.name.family": "児童{n}姓",
                    "children.name.family_kana": "児童{n}セイ",
                    "children.birth": "児童{n}生年月日",
                    "children.living": "児童{n}同居",
                },
                "attach": {"proof": "口座の写し"},
            }
        ],
    },
    "report": {"way": "list", "states": {"received": "受付済", "working": "処理中"}},
}


@pytest.fixture(autouse=True)
def channel(db: None) -> Any:
    return the_channel()


@pytest.fixture
def chiba(channel: Any) -> Any:
    publish("intake-channel", CHIBA, by=SYSTEM, at=NOON - timedelta(days=1))
    return channel_of("chiba")


def an_export(*lines: str, files: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("見本手当 認定請求.csv", "\r\n".join([HEAD, *lines, ""]).encode("cp932"))
        for name, content in (files or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def a_run(channel: Any) -> Run:
    return Run.objects.create(channel=channel.code, section=channel.department, by_code="system", at=NOON)


def test_export__a_line_an_application__with_its_attachment_and_no_bad_line_keeps_another(chiba: Any) -> None:
    content = an_export(
        LINE.format(n=101, paper="通帳.pdf", state="申込"),
        LINE.format(n=102, paper="ない.pdf", state="申込"),
        LINE.format(n=103, paper="", state="申込").replace("同居,", "べつべつ,"),
        "104,途中まで",
        LINE.format(n=105, paper="", state="申込"),
        files={"files/101/通帳.pdf": PDF},
    )
    run = a_run(chiba)
    taken = take_file(chiba, "export.zip", content, run=run, at=NOON)
    assert [str(one) for one in taken] == ["accepted", "aside", "aside", "aside", "accepted"]
    parcel = Parcel.objects.get(number="101")
    assert parcel.application is not None
    answers = parcel.application.answers
    assert (parcel.application.source, answers["children"][0]["birth"]) == ("chiba", "2026-07-01")
    assert answers["claimant"]["name"]["given_kana"] == "サクラ"
    assert parcel.application.received_at == datetime(2026, 7, 13, 20, 15, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert parcel.application.files.get().slot == "proof"
    reasons = sorted(Parcel.objects.filter(state=ParcelState.ASIDE).values_list("number", "reason"))
    assert reasons == [("", "intake-entry-missing"), ("", "intake-manifest"), ("103", "intake-unreadable")]
    again = an_export(LINE.format(n=105, paper="", state="完了"))
    assert take_file(chiba, "later.zip", again, run=run, at=NOON) == [Outcome.KNOWN]
    plain = "\r\n".join([HEAD, LINE.format(n=106, paper="", state="")]).encode("cp932")
    assert take_file(chiba, "見本手当.csv", plain, run=run, at=NOON) == [Outcome.ACCEPTED]
    run.refresh_from_db()
    assert (run.total, run.done, run.accepted, run.known, run.aside) == (7, 7, 3, 1, 3)


def test_export__with_an_unknown_head_or_encoding__is_one_file_aside_and_split_when_mended(chiba: Any) -> None:
    run = a_run(chiba)
    other = "\r\n".join([HEAD, LINE.format(n=201, paper="", state="")]).encode("utf-16")
    headless = "a,b\r\n1,2\r\n".encode("cp932")
    for name, content in (("見本手当.csv", other), ("見本手当2.csv", headless)):
        assert take_file(chiba, name, content, run=run, at=NOON) == [Outcome.ASIDE]
    reasons = set(Parcel.objects.values_list("reason", flat=True))
    assert reasons == {"intake-encoding", "intake-manifest"}
    publish("intake-channel", {**CHIBA, "encoding": "utf-16"}, by=SYSTEM, at=NOON)
    parcel = Parcel.objects.get(reason="intake-encoding")
    assert retry(parcel, by=an_officer(), at=NOON) is None
    parcel.refresh_from_db()
    assert parcel.state == ParcelState.SPLIT
    assert Parcel.objects.filter(state=ParcelState.WAITING).count() == 1
    with pytest.raises(NotPermitted):
        retry(Parcel.objects.get(reason="intake-manifest"), by=an_officer("zaisei"), at=NOON)


def test_watch__half_written_hidden_and_claimed_files__are_left_alone(channel: Any, tmp_path: Path) -> None:
    old = NOON.timestamp() - 10_000
    for name in ("1.zip", "2.zip.part", ".3.zip", "4.zip"):
        (tmp_path / name).write_bytes(a_package(name))
        os.utime(tmp_path / name, (old, old))
    os.utime(tmp_path / "4.zip", (old + 10**9, old + 10**9))
    run = watch_once(channel, tmp_path, at=NOON)
    assert run is not None
    assert (run.total, run.accepted) == (1, 1)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [".3.zip", "2.zip.part", "4.zip"]
    assert watch_once(channel, tmp_path, at=NOON) is None
    assert [name for name, _path in watching.claimed(tmp_path, NOON.timestamp() + 10**9, 0)] == ["4.zip"]
    assert list(watching.ready_files(tmp_path, NOON.timestamp() + 10**9)) == []


def test_watch__killed_while_it_held_a_file__the_next_one_takes_it_up(channel: Any, tmp_path: Path) -> None:
    (tmp_path / ".taking").mkdir()
    left = tmp_path / ".taking" / "0123~9.zip"
    left.write_bytes(a_package("9"))
    assert watch_once(channel, tmp_path, at=NOON) is None
    os.utime(left, (0, 0))
    run = watch_once(channel, tmp_path, at=NOON)
    assert run is not None
    assert (run.accepted, list((tmp_path / ".taking").iterdir())) == (1, [])


@pytest.mark.parametrize("point", ["kept", "record"])
def test_import__killed_midway_then_run_again__each_is_in_once(channel: Any, monkeypatch: pytest.MonkeyPatch, point: str) -> None:
    packages = [a_package(str(n)) for n in range(3)]
    real: Callable[..., Any] = getattr(taking, point)
    calls = []

    def dies(*args: Any, **options: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*args, **options)

    monkeypatch.setattr(taking, point, dies)
    take(channel, "a.zip", packages[0], at=NOON)
    with pytest.raises(KeyboardInterrupt):
        take(channel, "a.zip", packages[1], at=NOON)
    assert cases.Case.objects.count() == Parcel.objects.count() == 1
    outcomes = [take(channel, "a.zip", content, at=NOON) for content in packages]
    assert outcomes == [Outcome.KNOWN, Outcome.ACCEPTED, Outcome.ACCEPTED]


def test_report__states_and_notices__are_laid_out_once_each(channel: Any, tmp_path: Path, settings: Any) -> None:
    settings.MADO_INTAKE_OUT = str(tmp_path)
    take(channel, "a.zip", packed(channel, replace(a_sample("20260714/7"), electronic=True)), at=NOON)
    case, clerk = cases.Case.objects.get(), an_officer()
    steps = [
        lambda at: None,
        lambda at: cases.accept(case, by=clerk, at=at),
        lambda at: cases.start_review(case, by=clerk, at=at),
        lambda at: cases.request_correction(case, items=[("claimant.address", "番地まで")], by=clerk, at=at),
        lambda at: cases.withdraw(case, by=clerk, at=at),
    ]
    for number, step in enumerate(steps, 1):
        step(NOON + number * MINUTE)
        for _twice in range(2):
            note_changes(at=NOON + number * MINUTE)
            lay_out(at=NOON + number * MINUTE)
    told = list(Report.objects.order_by("place").values_list("stage", "state"))
    assert set(Report.objects.values_list("section", "parcel__section")) == {(case.section, case.section)}
    assert told == [("received", "処理中"), ("working", "処理中"), ("correction", "差し戻し"), ("withdrawn", "取下げ")]
    laid = sorted((tmp_path / "pittari").iterdir())
    assert len(laid) == 4
    assert all("/" not in path.name and path.name.startswith("20260714_7-") for path in laid)
    before = [path.read_bytes() for path in laid]
    Report.objects.update(told_at=None)
    assert lay_out(at=NOON + 9 * MINUTE) == 4
    assert [path.read_bytes() for path in laid] == before
    with zipfile.ZipFile(laid[-1]) as archive:
        said = json.loads(archive.read("status.json"))
    assert (said["受付番号"], said["state"], said["number"]) == ("20260714/7", "取下げ", case.number)


def test_report__as_a_list__a_clerk_sets_them_there(chiba: Any, client: Client) -> None:
    take_file(
        chiba,
        "見本手当.csv",
        "\r\n".join([HEAD, LINE.format(n=301, paper="", state="")]).encode("cp932"),
        run=a_run(chiba),
        at=NOON,
    )
    note_changes(at=NOON)
    clerk = signed_in(client, a_staff_account())
    sheet = clerk.get(reverse("desk-intake:list")).content.decode()
    assert "ちば電子申請サービス,301,受付済" in sheet
    report = Report.objects.get()
    assert ">301</a>" in clerk.get(reverse("desk-intake:reports")).content.decode()
    clerk.post(reverse("desk-intake:reports"), {"report": [str(report.pk), "nonsense"]})
    report.refresh_from_db()
    assert report.told_at
    assert mark_told([report], by=an_officer(), at=NOON) == 0
    assert not Report.objects.visible_to(an_officer("zaisei")).exists()


def slowness() -> float:
    """How much longer this machine takes than one that does this piece of work in 0.21 s, for which twenty seconds are promised;
    1 where it takes no longer.
    """
    took = []
    for _again in range(3):
        began = time.process_time()
        hashlib.scrypt(b"x", salt=b"y" * 16, n=1 << 14, r=8, p=5, maxmem=1 << 27)
        took.append(time.process_time() - began)
    return max(min(took) / 0.21, 1)


@pytest.mark.long
def test_import__a_thousand_packages__in_twenty_seconds_of_work(channel: Any, tmp_path: Path) -> None:
    for n in range(1000):
        (tmp_path / f"{n:05}.zip").write_bytes(a_package(f"20260714-{n:05}"))
    seen: list[int] = []
    before, run, began = slowness(), a_run(channel), time.process_time()
    take_folder(channel, tmp_path, run, at=NOON, progress=lambda number, of: seen.append(number))
    spent = time.process_time() - began
    assert spent <= 20 * max(before, slowness())
    run.refresh_from_db()
    assert (cases.Case.objects.count(), run.accepted, seen[-1]) == (1000, 1000, 1000)
