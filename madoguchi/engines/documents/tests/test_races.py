"""番号: none twice, none missing – under races and kills, in processes with a database of their own."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import connections

from madoguchi.city.testing import a_city
from madoguchi.engines.documents import public as documents
from madoguchi.engines.documents.testing import a_document

ROOT = Path(__file__).resolve().parents[4]
ISSUE = """
import sys
from pathlib import Path
from madoguchi.engines.documents.testing import a_document
for n in range(int(sys.argv[1])):
    a_document(subject_id=f"{sys.argv[2]}-{n}")
    with Path(sys.argv[3]).open("a") as out:
        out.write("issued\\n")
"""
COUNT = """
from madoguchi.core.files.models import StoredFile
from madoguchi.engines.documents import public as documents
serials = list(documents.Document.objects.order_by("serial").values_list("serial", flat=True))
in_order = serials == list(range(1, len(serials) + 1))
print(in_order, documents.gaps("kodomo", 2026), len(serials), StoredFile.objects.count())
"""


class Away:
    """A database apart, in which Python runs as processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ, "MADOGUCHI_DEMO": "1", "MADOGUCHI_HOME": str(folder), "PYTHONPATH": os.pathsep.join(sys.path),
            "MADOGUCHI_DATABASE": f"sqlite:///{folder}/house.sqlite3",
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "madoguchi.site.settings"),
        }  # fmt: skip

    def start(self, code: str, *arguments: object) -> subprocess.Popen[str]:
        script = f"import django; django.setup()\n{code}"
        command = [sys.executable, "-c", script, *map(str, arguments)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=pipe, stderr=pipe, text=True)

    def call(self, code: str) -> str:
        process = self.start(code)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return out.strip()


@pytest.fixture(scope="module")
def away(tmp_path_factory):
    away = Away(tmp_path_factory.mktemp("away"))
    away.call(
        "from django.core.management import call_command\n"
        "for room in ('mado_audit', 'mado_jobs', 'mado_events', 'mado_documents'):\n"
        "    call_command('migrate', room, verbosity=0, skip_checks=True)\n"
        "from madoguchi.city.testing import a_city; a_city()"
    )
    return away


def test_issue__processes_at_once_and_one_killed__leaves_no_gap_and_no_double(away):
    out = away.folder / "out"
    worker = away.start(ISSUE, 12, "other", out)
    victim = away.start(ISSUE, 500, "victim", out)
    until = time.monotonic() + 60
    while not out.exists() or len(out.read_text().splitlines()) < 8:
        assert time.monotonic() < until
        time.sleep(0.01)
    victim.kill()
    victim.communicate()
    _, err = worker.communicate(timeout=120)
    assert worker.returncode == 0, err
    in_order, gaps, documents_there, files_there = away.call(COUNT).split()
    assert (in_order, gaps) == ("True", "[]")
    assert int(documents_there) >= 12
    assert files_there == documents_there


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_issue__four_threads_on_one_counter__leaves_no_gap_and_no_double(settings):
    if connections["default"].vendor != "postgresql":
        pytest.skip("on SQLite the processes above race; threads share one connection there")
    a_city()
    faults: list[BaseException] = []

    def work(n: int) -> None:
        try:
            for turn in range(5):
                a_document(subject_id=f"{n}-{turn}")
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert sorted(documents.Document.objects.values_list("serial", flat=True)) == list(range(1, 21))
