"""架空の住民: people for tests and demos. Names say that they are invented; numbers carry no check digit and come from no city."""

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

from madoguchi.engines.people.extract.columns import TITLES

FAMILIES = (
    ("見本", "ミホン"), ("例示", "レイジ"), ("架空", "カクウ"), ("髙橋", "タカハシ"), ("渡邊", "ワタナベ"), ("渡邉󠄀", "ワタナベ"),
    ("齋藤", "サイトウ"), ("𠮷田", "ヨシダ"), ("葛󠄀城", "カツラギ"), ("辻󠄀", "ツジ"), ("濵田", "ハマダ"), ("神﨑", "カンザキ"),
)  # fmt: skip
GIVEN = (
    ("さくら", "サクラ", "2"), ("健", "ケン", "1"), ("美咲", "ミサキ", "2"), ("蓮", "レン", "1"), ("葵", "アオイ", "2"),
    ("湊", "ミナト", "1"), ("陽子", "ヨウコ", "2"), ("一郎", "イチロウ", "1"), ("例子", "レイコ", "2"), ("実", "ミノル", "1"),
)  # fmt: skip
STREETS = ("架空町", "例示", "見本", "架空台", "例示東", "見本北")
SIZES = (1, 1, 1, 2, 2, 2, 3, 3, 4, 5)


def invent(path: Path, people: int, *, on: date, seed: int = 20261001, protected: int = 2000) -> int:
    """Households until there are so many people; every `protected`-th is under protection. How many rows were written."""
    chance, written, home = Random(seed), 0, 0  # noqa: S311  invented people need no secrecy
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.DictWriter(file, TITLES, restval="")
        lines.writeheader()
        while written < people:
            home += 1
            family, family_kana = FAMILIES[chance.randrange(len(FAMILIES))]
            size = min(SIZES[chance.randrange(len(SIZES))], people - written)
            street = f"架空市{STREETS[chance.randrange(len(STREETS))]}{chance.randrange(1, 9)}丁目"
            address = f"{street}{chance.randrange(1, 40)}番{chance.randrange(1, 30)}号"
            building = f"見本ハイツ{chance.randrange(101, 999)}" if chance.random() < 0.5 else ""
            moved = on - timedelta(days=chance.randrange(30, 9000))
            for order in range(1, size + 1):
                written += 1
                given, given_kana, sex = GIVEN[chance.randrange(len(GIVEN))]
                age = chance.randrange(20, 95) if order <= 2 else chance.randrange(0, 20)
                born = on - timedelta(days=age * 365 + chance.randrange(365))
                lines.writerow(
                    {
                        "宛名番号": f"99997{written:010}",
                        "個人履歴番号": "1",
                        "最新フラグ": "1",
                        "世帯番号": f"99996{home:010}",
                        "記載順位": str(order),
                        "住民種別": "1",
                        "住民状態": "現存",
                        "異動年月日": max(moved, born).isoformat(),
                        "異動事由": "転入" if moved > born else "出生",
                        "氏名": f"{family}　{given}",
                        "氏名フリガナ": f"{family_kana}　{given_kana}",
                        "氏フリガナ確認": "1",
                        "名フリガナ確認": str(int(chance.random() < 0.9)),
                        "性別": sex,
                        "生年月日": born.isoformat(),
                        "続柄コード": "02" if order == 1 else "12" if order == 2 else "20",
                        "郵便番号": f"279-{chance.randrange(1, 50):04}",
                        "住所": address,
                        "方書": building,
                        "住民となった年月日": max(moved, born).isoformat(),
                        "支援措置": "1" if written % protected == 0 else "0",
                    }
                )
    return written
