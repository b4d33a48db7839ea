"""Draws people, codes, telephones, dates and addresses of the invented township.

One seeded source; nothing here may belong to anybody. Credit codes (GB 32100-2015) carry a valid
check character but a wrong one (GB 11714) for the organisation inside, so that no register can
have issued them. Telephone numbers lie in series that are not in service (154…, 0952-1…).
"""

from __future__ import annotations

import random
from pathlib import Path

from stdnum.cn import uscc

PARTS = Path(__file__).parent
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
HEAD = {"个体": "92", "合作社": "93", "民办": "52"}
ELSEWHERE = ["江临市", "凤川市", "渭原市", "海陵州", "平川县"]


def rows(name: str) -> list[list[str]]:
    """The tab-separated lines of a file beside this one."""
    lines = (PARTS / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line]


def organisation_check(body: str) -> str:
    """The right check character of an organisation code (GB 11714) for its first 8 characters."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    left = 11 - sum(int(c, 36) * w for c, w in zip(body, weights, strict=True)) % 11
    return "X" if left == 10 else "0" if left == 11 else str(left)


class Town:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = {key: value.split() for key, value in rows("words.tsv")}
        self.places: dict[str, list[str]] = {}
        for key, value in rows("places.tsv"):
            self.places.setdefault(key, []).append(value)
        self.taken: set[str] = set()

    def pick(self, key: str) -> str:
        return self.random.choice(self.words[key])

    def place(self, key: str) -> str:
        return self.random.choice(self.places[key])

    def number(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def fresh(self, draw: str) -> bool:
        """Whether ``draw`` was not given out before; it is from now on."""
        new = draw not in self.taken
        self.taken.add(draw)
        return new

    def person(self) -> str:
        return self.pick("surname") + self.pick("given")

    def code(self, kind: str, date: str = "2020-01-01", division: str = "640221") -> str:
        """Before October 2015 the organisation inside had eight digits, since then MA……."""
        while True:
            if date < "2015-10-01" and kind != "个体":
                body = "".join(self.random.choice("0123456789") for _ in range(8))
            else:
                body = "MA7" + "".join(self.random.choice(ALPHABET) for _ in range(5))
            if self.fresh(body):
                break
        wrong = self.random.choice([c for c in "0123456789X" if c != organisation_check(body)])
        code = HEAD.get(kind, "91") + division + body + wrong
        return code + uscc.calc_check_digit(code)

    def phone(self) -> str:
        while True:
            if self.chance(0.25):
                number = f"0952-1{self.number(200_000, 999_999)}"
            else:
                number = f"154{self.number(10_000_000, 99_999_999)}"
            if self.fresh(number):
                return number

    def date(self, first: int, last: int = 2026) -> str:
        year = self.number(first, last)
        month = self.number(1, 4 if year == 2026 else 12)
        return f"{year}-{month:02d}-{self.number(1, 28):02d}"

    def head(self) -> str:
        return self.random.choice(
            ["宁夏石嘴山市云泉县清渠镇"] * 4 + ["云泉县清渠镇"] * 6 + ["清渠镇"] * 3
            + ["宁夏回族自治区石嘴山市云泉县清渠镇", "宁夏云泉县清渠镇", "石嘴山市云泉县清渠镇"]
        )  # fmt: skip

    def address(self, rural: float, office: bool) -> str:
        """``rural``: how often the firm is in a village; ``office``: may sit in an office house.

        The upper parts are often left out, as in registers.
        """
        if self.chance(0.09):
            return self.place("whole")
        head = self.head()
        if self.chance(rural):
            text = head + self.pick("village") + (self.pick("group") if self.chance(0.85) else "")
            text += f"{self.number(1, 180)}号" if self.chance(0.3) else ""
        else:
            text = self._town(head, office)
        return text + (self.place("tail") if self.chance(0.12) else "")

    def _town(self, head: str, office: bool) -> str:
        ways = [self._street, self._street, self._estate]
        ways += [self._house, self._park] if office else [self._market]
        return self.random.choice(ways)(head)

    def _market(self, head: str) -> str:
        return f"{head}{self.place('market')}{self.number(1, 9)}排{self.number(1, 30)}号"

    def _street(self, head: str) -> str:
        shop = self.number(1, 40)
        tail = self.random.choice(
            [
                "",
                "",
                "",
                f"商网{shop}号",
                f"营业房{shop}号",
                f"-{shop}号",
                f"{shop % 9 + 1}号楼{shop}号商铺",
                "门面房",
                f"（{shop}号商网）",
            ]
        )
        return f"{head}{self.pick('road')}{self.number(1, 180)}号{tail}"

    def _estate(self, head: str) -> str:
        number, unit = self.number(1, 18), self.number(1, 4)
        tail = self.random.choice(
            [
                f"{number}号楼{unit}单元{self.number(1, 6)}0{unit}室",
                f"{number}#商业楼{self.number(101, 118)}号",
                f"{number}幢{self.number(1, 20)}号营业房",
                f"{number}-{unit}-{self.number(1, 6)}02",
                f"南门{number}号商铺",
            ]
        )
        return (
            head
            + (self.pick("road") + f"{self.number(1, 99)}号" if self.chance(0.3) else "")
            + self.place("estate")
            + tail
        )

    def _house(self, head: str) -> str:
        floor = self.number(1, 12)
        tail = self.random.choice(
            [
                f"{floor}层{floor}{self.number(1, 20):02d}室",
                f"{floor}{self.number(1, 20):02d}",
                f"{floor}楼",
                f"{floor}F-{self.number(1, 30)}",
            ]
        )
        return head + self.place("building") + tail

    def _park(self, head: str) -> str:
        tail = self.random.choice(
            [
                f"{self.number(1, 60)}号",
                "",
                f"{self.number(1, 8)}号厂房",
                f"{self.random.choice('ABCD')}区{self.number(1, 40)}号",
                f"{self.number(1, 6)}排{self.number(1, 30)}号",
            ]
        )
        return head + self.place("park") + tail
