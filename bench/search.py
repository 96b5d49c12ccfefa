"""How long a search takes at 20,000 entries, and how long the index takes to be made.

python -m bench.search [--entries 20000]

Entries are made of the sample city's own titles and phrasings, joined anew by chance (a fixed seed), so that words are as
common and as rare as people's; the queries are those of tests/finder/queries. No database is asked.
Time of the processor, so that what else the machine does has no say.
"""

import argparse
import os
import random
import resource
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
SEED = 20_261_128


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=20_000)
    options = parser.parse_args()
    os.environ.setdefault("MADOGUCHI_DEMO", "1")
    os.environ["DJANGO_SETTINGS_MODULE"] = "madoguchi.site.settings"
    import django

    django.setup()
    import yaml

    from madoguchi.city.public import Text
    from madoguchi.engines.knowledge.finding.index import Found, Index, Spoken
    from madoguchi.engines.knowledge.finding.ranking import rank
    from madoguchi.engines.knowledge.public import Entry

    topics = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "cities/urayasu/topics").glob("*.yaml"))]
    sets = [s for path in (ROOT / "cities/urayasu/words-synonyms").glob("*.yaml") for s in yaml.safe_load(path.read_text())["sets"]]
    sayings = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "cities/urayasu/words-sayings").glob("*.yaml")]
    near = {one["code"]: one["near"] for file in sayings for one in file["of"] if one["kind"] == "topic" and "near" in one}
    chance = random.Random(SEED)
    spoken: dict[tuple[str, str], Spoken] = {}

    def entry(number: int) -> Found:
        first, second = chance.choice(topics), chance.choice(topics)
        said = tuple(chance.sample(first["say"], 3) + chance.sample(second["say"], 2))
        title = Text({"ja": f"{first['title']['ja']} {chance.choice(second['say'])}", "en": first["title"]["en"]})
        spoken["topic", f"t{number}"] = Spoken(
            near=chance.choices(near[first["code"]], k=20) + chance.choices(near[second["code"]], k=10)
        )
        return Found(Entry("topic", f"t{number}", title, "topic", summary=Text(second["summary"]), also=said), 1.0)

    began = time.perf_counter()
    index = Index([entry(number) for number in range(options.entries)], spoken, sets)
    print(f"{options.entries} entries, {len(index.passages)} phrasings: index made in {time.perf_counter() - began:.1f} s")
    files = (ROOT / "tests/finder/queries").glob("*.yaml")
    queries = [row["q"] for path in files for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    took = []
    for query in queries:
        rank(index, query)
        began = time.process_time()
        rank(index, query)
        took.append((time.process_time() - began) * 1000)
    took.sort()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    most, nearly_all = (took[int(len(took) * share)] for share in (0.95, 0.99))
    print(
        f"{len(queries)} queries, milliseconds of the processor: median {median(took):.1f}, 95 % {most:.1f}, "
        f"99 % {nearly_all:.1f}, slowest {took[-1]:.1f}"
    )
    print(f"memory at most {memory} MiB")


if __name__ == "__main__":
    main()
