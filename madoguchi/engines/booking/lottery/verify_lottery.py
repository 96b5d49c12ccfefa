#!/usr/bin/env python3
"""抽選の検証 / Check a lottery of the city.

    python3 verify_lottery.py RECORD.json [RECEIPT.json ...] [--lots-digest HEX]

RECORD.json は公開された抽選の記録、RECEIPT.json は自分の控え（なくても検証できます）。
--lots-digest には、一覧が公開されたときに書き留めた要約値を入れます（入れると、一覧の差し替えも見つかります）。
RECORD.json is the public record of a lottery; RECEIPT.json is your own receipt (the check works without one).
With --lots-digest, the digest that you noted when the list was published, an exchanged list is found as well.

One file, Python 3.8 or later, nothing to install, no network. It shares no line with the program that drew. Exit status:
0 all is as it should be, 1 something is not, 2 a file can't be read. Apache License 2.0; copy it freely.
"""

# ruff: noqa: T201, PTH123, B905  (it has to run where there is nothing but an older Python)

from __future__ import annotations

import hashlib
import hmac
import json
import sys
from typing import Any

FORMAT = "madoguchi-lottery-1"


class Wrong(Exception):
    """ja, en: what is not as it should be."""


def sha(label: str, *parts: str) -> str:
    return hashlib.sha256("\n".join([label, *parts]).encode("utf-8")).hexdigest()


def plain(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def leaf_of(part: str, value: Any, salt: str) -> str:
    return sha("madoguchi-lottery-leaf-1", plain([part, value, salt]))


def must(true: bool, ja: str, en: str) -> None:
    if not true:
        raise Wrong(ja, en)


def check_record(record: Any) -> list[tuple[str, str]]:
    """What anybody can check. Returns what was found, as pairs of sentences."""
    said = record["announced"]
    found: list[tuple[str, str]] = []
    must(record["format"] == FORMAT, "この検証プログラムの形式ではありません。", "Not the format of this program.")
    must(
        record["announced_digest"] == sha("madoguchi-lottery-rules-1", plain(said)),
        "募集のときの決まりが、あとから変えられています。",
        "The rules announced beforehand were changed afterwards.",
    )
    if "lots" not in record:
        found.append(
            (
                "募集中または受付終了前の記録です。決まりの要約値は合っています。",
                "Entries are still open; the digest of the rules holds.",
            )
        )
        return found
    lots = record["lots"]
    must(
        lots == sorted(set(lots)),
        "くじの一覧に同じものがあるか、並び順が違います。",
        "The list of lots has doubles or is not sorted.",
    )
    must(
        record["lots_digest"] == sha("madoguchi-lottery-list-1", *lots),
        "くじの一覧が、公開された要約値と合いません。",
        "The list of lots does not match its published digest.",
    )
    found.append(
        (
            f"くじの一覧（{len(lots)}本、空くじを含む）は、要約値と合っています。",
            f"The list of {len(lots)} lots (blanks among them) matches its digest.",
        )
    )
    if "seed" not in record:
        found.append(("抽選はまだです。", "The draw has not taken place yet."))
        return found
    must(
        said["seed_digest"] == sha("madoguchi-lottery-seed-digest-1", record["seed"]),
        "抽選の種が、募集の前に約束されたものではありません。",
        "The seed is not the one promised beforehand.",
    )
    found.append(("抽選の種は、募集の前に約束されたものです。", "The seed is the one promised before entries opened."))
    if said["entropy_source"]:
        must(record["entropy"].strip() != "", "公開の数字が記録にありません。", "The public figure is missing.")
        found.append(
            (
                f"公開の数字「{record['entropy']}」が使われました。出どころで確かめてください：{said['entropy_source']}",
                f"The public figure {record['entropy']!r} was used. Compare it at its source: {said['entropy_source']}",
            )
        )
    check_awards(record)
    found.append(
        (
            f"当選{len(record['awards'])}件は、どれも抽選の順番どおりで、定員と上限の中にあります。",
            f"All {len(record['awards'])} awards follow the order of the draw, within capacities and limits.",
        )
    )
    return found


def order_of(record: Any) -> dict[str, int]:
    seed = sha(
        "madoguchi-lottery-draw-1", record["seed"], record["announced_digest"], record["lots_digest"], record["entropy"].strip()
    )
    key = bytes.fromhex(seed)
    ranked = sorted(record["lots"], key=lambda lot: hmac.new(key, bytes.fromhex(lot), hashlib.sha256).digest())
    return {lot: place for place, lot in enumerate(ranked, 1)}


def check_awards(record: Any) -> None:
    said, place = record["announced"], order_of(record)
    left = {slot["id"]: slot["capacity"] for slot in said["slots"]}
    held: dict[str, int] = {}
    before = (1, 0)
    for award in record["awards"]:
        lot, slot, parts = award["lot"], award["slot"], award["parts"]
        must(lot in place, "一覧にないくじが当選しています。", "A lot that is not in the list has won.")
        must(
            1 <= award["round"] <= said["wins_per_entry"],
            "決まりより多い回が回されています。",
            "More rounds were drawn than the rules allow.",
        )
        now = (award["round"], place[lot])
        must(now > before, "当選が抽選の順番どおりに並んでいません。", "The awards are not in the order of the draw.")
        before = now
        names = ["holder", "party"] + [f"wish-{n}" for n in range(1, said["wishes_most"] + 1)]
        must(sorted(parts) == sorted(names), "当選したくじの項目が足りません。", "Parts of a winning lot are missing.")
        leaves = [parts[n]["digest"] if "digest" in parts[n] else leaf_of(n, parts[n]["value"], parts[n]["salt"]) for n in names]
        must(
            sha("madoguchi-lottery-lot-1", *leaves) == lot,
            "当選したくじの中身が、封をしたときと違います。",
            "A winning lot is not what was sealed.",
        )
        must(
            parts.get("wish-" + str(award["rank"]), {}).get("value") == slot,
            "当選した枠が、そのくじの希望ではありません。",
            "A lot won what it did not wish for.",
        )
        must(
            "value" in parts["party"] and "value" in parts["holder"],
            "当選したくじが開かれていません。",
            "A winning lot is not opened.",
        )
        units = parts["party"]["value"] if said["party_counts"] else 1
        must(slot in left and units >= 1, "ない枠に当選しています。", "Something was won that was not on offer.")
        left[slot] -= units
        must(left[slot] >= 0, f"枠 {slot} が定員を超えています。", f"{slot} was given beyond its capacity.")
        holder = parts["holder"]["value"]
        held[holder] = held.get(holder, 0) + 1
        must(
            held[holder] <= said["wins_per_holder"],
            "ひとりまたは一団体の当選が上限を超えています。",
            "Somebody won more often than allowed.",
        )


def check_receipt(record: Any, mine: Any) -> list[tuple[str, str]]:
    """Whether one's own entry was treated by the rules: in the list, at its turn, its best wish that had room."""
    said = record["announced"]
    wishes = list(mine["wishes"]) + [""] * (said["wishes_most"] - len(mine["wishes"]))
    parts = [("holder", mine["holder"]), ("party", mine["party"])] + [(f"wish-{n}", w) for n, w in enumerate(wishes, 1)]
    lots = []
    for number in range(1, mine["weight"] + 1):
        salts = [hmac.new(bytes.fromhex(mine["secret"]), f"{number}:{p}".encode(), hashlib.sha256).hexdigest() for p, _v in parts]
        lots.append(sha("madoguchi-lottery-lot-1", *[leaf_of(p, v, s) for (p, v), s in zip(parts, salts)]))
    must(lots == list(mine["lots"]), "控えの中身が、控えのくじと合いません。", "The receipt does not match its own lots.")
    if "lots" not in record:
        return [("一覧はまだ公開されていません。", "The list is not published yet.")]
    listed = set(record["lots"])
    must(all(lot in listed for lot in lots), "あなたのくじが一覧にありません。", "Your lot is not in the list.")
    found = [(f"あなたのくじ{len(lots)}本は、一覧にあります。", f"Your {len(lots)} lot(s) are in the list.")]
    if "seed" not in record:
        return found
    place = order_of(record)
    best = min(lots, key=lambda lot: place[lot])
    found.append((f"抽選の順番は{place[best]}番目（空くじを含む）です。", f"Your turn was number {place[best]}, blanks counted."))
    units = mine["party"] if said["party_counts"] else 1
    won: list[str] = []
    for turn in range(1, said["wins_per_entry"] + 1):
        due, rank = fair_share(record, mine, place, best, turn, units, won)
        got = [a for a in record["awards"] if a["round"] == turn and a["lot"] in lots]
        must(
            [(a["lot"], a["slot"], a["rank"]) for a in got] == ([(best, due, rank)] if due else []),
            "あなたの順番のときに空いていた、いちばん上の希望が渡されていません。",
            "At your turn the best of your wishes that had room was not given to you.",
        )
        if due:
            won.append(due)
            name = next(slot["title"] for slot in said["slots"] if slot["id"] == due)
            better = rank > 1
            found.append(
                (
                    f"第{rank}希望（{name}）に当選しました。" + "それより上の希望は、順番のときに埋まっていました。" * better,
                    f"You won wish {rank} ({name})" + "; better ones were full at your turn." * better + "." * (not better),
                )
            )
    if not won:
        found.append(
            (
                "順番のときに、希望した枠はどれも埋まっていました（または当選の上限でした）。",
                "At your turn everything you wished for was full, or your limit was reached.",
            )
        )
    return found


def fair_share(
    record: Any, mine: Any, place: dict[str, int], best: str, turn: int, units: int, won: list[str]
) -> tuple[str | None, int]:
    """What the rules give to this entry in this round, from what others had won before its turn."""
    said = record["announced"]
    left = {slot["id"]: slot["capacity"] for slot in said["slots"]}
    held = 0
    for award in record["awards"]:
        if (award["round"], place[award["lot"]]) >= (turn, place[best]):
            break
        left[award["slot"]] -= award["parts"]["party"]["value"] if said["party_counts"] else 1
        held += award["parts"]["holder"]["value"] == mine["holder"]
    if held >= said["wins_per_holder"]:
        return None, 0
    for rank, slot in enumerate(mine["wishes"], 1):
        if slot not in won and left.get(slot, 0) >= units:
            return slot, rank
    return None, 0


def read(name: str) -> Any:
    with open(name, encoding="utf-8") as file:
        return json.load(file)


def main(names: list[str]) -> int:
    if not names or names[0] in ("-h", "--help"):
        print(__doc__)
        return 2
    noted = ""
    if "--lots-digest" in names:
        at = names.index("--lots-digest")
        noted = "".join(names[at + 1 : at + 2]).strip().lower()
        names = names[:at] + names[at + 2 :]
    try:
        record, receipts = read(names[0]), [read(name) for name in names[1:]]
    except (OSError, ValueError) as trouble:
        print("ファイルを読めません / can't read:", trouble)
        return 2
    try:
        found = check_record(record)
        if noted:
            must(
                record.get("lots_digest") == noted,
                "くじの一覧が、書き留めた要約値のものではありません。差し替えられています。",
                "The list is not the one of the digest that you noted: it was exchanged.",
            )
        for mine in receipts:
            for one in mine.get("receipts", [mine]):
                found += check_receipt(record, one)
    except Wrong as wrong:
        print("× " + wrong.args[0] + "\n  " + wrong.args[1])
        return 1
    except (KeyError, TypeError, AttributeError, ValueError) as trouble:
        print("× 記録または控えの形が違います。\n  The record or receipt is malformed:", repr(trouble))
        return 1
    for ja, en in found:
        print("○ " + ja + "\n  " + en)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
