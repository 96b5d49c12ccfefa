"""Bill of materials: every library of the lock with version and licence, as CycloneDX JSON and as THIRD-PARTY.md.

python tools/bill.py
"""

import json
import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINE = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;]+)", re.M)
VENDORED = [
    ("BIZ UDPGothic", "SIL OFL 1.1", "madoguchi/core/typesetting/fonts/", "type for paper"),
    ("Noto Sans JP", "SIL OFL 1.1", "madoguchi/core/typesetting/fonts/", "type for paper, rare characters"),
    ("htmx", "0BSD", "madoguchi/faces/static/vendor/", "pages, optional"),
    ("Digital Agency design tokens", "MIT", "madoguchi/faces/static/mado/mado.css", "values of colours and sizes"),
    ("pip", "MIT", "tools/", "installs the libraries on a bare machine"),
]
FOR_TESTS = [
    ("pm4py", "AGPL-3.0-or-later", "requirements/dev.in", "reads exported logs in tests/test_mining.py; nothing else imports it"),
]
"""Under a licence that the product must not come to depend on."""


def main() -> None:
    rows = [(name, version, licence(name)) for name, version in LINE.findall((ROOT / "requirements/base.txt").read_text())]
    components = [
        {"type": "library", "name": n, "version": v, "purl": f"pkg:pypi/{n}@{v}", "licenses": [{"license": {"name": lic}}]}
        for n, v, lic in rows
    ]
    bill = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": components}
    (ROOT / "docs/operator/sbom.json").write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    text = "# Third-party notices\n\nMadoguchi is licensed under Apache-2.0 (LICENSE). "
    text += "It comes with, or installs, the work of others:\n\n"
    text += "| in the repository | licence | where | what for |\n|---|---|---|---|\n"
    text += "".join(f"| {' | '.join(row)} |\n" for row in VENDORED)
    text += "\n| installed | version | licence |\n|---|---|---|\n" + "".join(f"| {n} | {v} | {lic} |\n" for n, v, lic in rows)
    text += "\nTools for tests alone, never installed with the product, with a licence that has to be known:\n\n"
    text += "| tool | licence | where | what for |\n|---|---|---|---|\n"
    text += "".join(f"| {' | '.join(row)} |\n" for row in FOR_TESTS)
    (ROOT / "THIRD-PARTY.md").write_text(text, encoding="utf-8")


def licence(name: str) -> str:
    try:
        data = metadata(name)
    except PackageNotFoundError:
        return "not installed on this platform"
    trove = [c.rsplit(" :: ", 1)[-1] for c in data.get_all("Classifier") or [] if c.startswith("License ::")]
    return data.get("License-Expression") or ", ".join(trove) or (data.get("License") or "see package").splitlines()[0][:60]


if __name__ == "__main__":
    main()
