"""People as neighbours call them: by a first name, a brother, the elder of a family, a family name with the trade."""

import pytest

from engine.link.tips.people import GIVEN, KIN, WITH_FAMILY, People, families

#: Who is behind a firm, and a word of what it does.
REGISTER = [
    ("鄢一帆", "短剧"),
    ("鄢一舫", "照相"),
    ("占满囤", "养羊"),
    ("占满仓", "种瓜"),
    ("倪大海", "汽修"),
    ("倪小海", "茶楼"),
    ("尚影", "影视"),
    ("钟高峰", "租车"),
    ("贲耘野", "茶叶"),
    ("王耘野", "布艺"),
    ("贲秋生", "当铺"),
    ("", "网吧"),
    ("令狐冲", "书画"),
    ("昝宝财", "药房"),
    ("逯宝财", "药店"),
    ("厍宝财", "药铺"),
    ("冉", "书店"),
    ("贲星河", "茶叶"),
    ("匡一", "糖果"),
    ("匡二", "糖果"),
    ("匡三", "糖果"),
    ("匡四", "糖果"),
    ("仉大壮", "粮油"),
]
(FILM, PHOTOS, SHEEP, MELONS, CARS, TEA, CINEMA, LENDS, LEAVES, CLOTH, PAWNS, NET, ART) = range(13)
STARS = 17
NAMES = [name for name, _ in REGISTER]
PEOPLE = People(NAMES, lambda row, text: REGISTER[row][1] in text, frozenset("王"))


@pytest.mark.parametrize(
    ("text", "told", "aside"),
    [
        # A first name that few bear, where something leads to it and the text goes on.
        ("一帆收钱", {FILM: GIVEN}, set()),
        ("找一帆收钱", {FILM: GIVEN}, set()),
        ("是她哥一帆，收钱", {FILM: GIVEN}, set()),
        ("大家都找老板一帆", {FILM: GIVEN}, set()),
        ("买一帆收钱", {}, set()),
        ("找一帆布鞋", {}, set()),
        ("一", {}, set()),
        ("", {}, set()),
        ("找宝财收钱", {}, set()),  # three bear it
        ("找宝财收钱，一帆收钱", {FILM: GIVEN}, set()),
        ("找耘野收钱", {LEAVES: GIVEN, CLOTH: GIVEN}, set()),
        # With the family name elsewhere; the whole name is looked for by others.
        ("鄢家的事，一帆收钱", {FILM: WITH_FAMILY}, set()),
        ("姓贲的那家，耘野收钱", {LEAVES: WITH_FAMILY}, set()),
        ("老贲那家，耘野收钱", {LEAVES: WITH_FAMILY}, set()),
        ("贲老板那家，耘野收钱", {LEAVES: WITH_FAMILY}, set()),
        ("贲，耘野收钱", {LEAVES: GIVEN, CLOTH: GIVEN}, set()),
        ("鄢一帆收钱", {}, set()),
        ("，鄢一帆收钱，一帆收钱", {FILM: GIVEN}, set()),
        # A word of every day is a name beside the family or a brother.
        ("找高峰收钱", {}, set()),
        ("找高峰收钱，老钟最清楚", {LENDS: WITH_FAMILY}, set()),
        ("高峰有个哥，收钱", {}, {LENDS}),
        # By whom only a brother is told, and who has no part in it; of two names side by side both are led to.
        ("满囤有个哥，收钱", {MELONS: KIN}, {SHEEP}),
        ("满囤的弟弟收钱", {MELONS: KIN}, {SHEEP}),
        ("满囤是兄弟，满仓收钱", {MELONS: GIVEN}, {SHEEP}),
        ("一帆收钱，满囤说没参与", {FILM: GIVEN}, {SHEEP}),
        ("一帆，满囤收钱说没事", {FILM: GIVEN, SHEEP: GIVEN}, set()),
        ("满囤收钱。都没参与", {SHEEP: GIVEN}, set()),
        ("一帆满囤收钱", {SHEEP: GIVEN}, set()),
        ("是一帆满囤兄弟俩", {FILM: GIVEN, SHEEP: GIVEN}, set()),
        ("秋生有个弟，收钱", {}, {PAWNS}),  # none of the family shares a character
        # The elder and the younger of a family.
        ("倪家大的那个收钱", {CARS: WITH_FAMILY}, set()),
        ("倪家老小收钱", {TEA: WITH_FAMILY}, set()),
        ("倪的小的收钱", {TEA: WITH_FAMILY}, set()),
        ("鄢家大的那个收钱", {}, set()),
        ("尚家老大收钱", {}, set()),
        ("仉家大的那个收钱", {}, set()),  # of one there is no elder
        ("艾家大的那个收钱", {}, set()),
        # A rare family name right beside the trade.
        ("搞影视城的，姓尚", {CINEMA: KIN}, set()),
        ("姓尚的那个搞影视", {CINEMA: KIN}, set()),
        ("尚老板搞影视", {CINEMA: KIN}, set()),
        ("老贲开当铺", {PAWNS: KIN}, set()),
        ("小贲卖茶叶", {LEAVES: KIN, STARS: KIN}, set()),
        ("贲总价开当铺", {}, set()),
        ("王老板卖布艺", {}, set()),
        ("匡老板卖糖果", {}, set()),
        ("尚老板收钱", {}, set()),
        ("听老贲开当铺", {}, set()),
        ("老冉开书店", {16: KIN}, set()),
        ("小令卖书画", {}, set()),  # 小令 is a word
        ("搞影视。姓尚", {}, set()),
        ("姓尚。搞影视", {}, set()),
        ("搞影视，有人，姓尚", {}, set()),
        ("姓尚，有人搞影视", {CINEMA: KIN}, set()),
        ("姓尚，有人，搞影视", {}, set()),
        ("搞影视的地方离我们村子远得很啊，姓尚", {}, set()),
        ("姓尚的住得离我们村子远得很啊搞影视", {}, set()),
        ("搞影视的地方离我们村远得很，姓尚", {CINEMA: KIN}, set()),
        ("影视，姓尚", {CINEMA: KIN}, set()),
        ("王老板看见，匡老板也看见，小令也看见，尚老板搞影视", {CINEMA: KIN}, set()),
        ("影视城隔壁姓尚", {}, set()),
        ("姓尚，不是搞影视的", {}, set()),
        ("姓尚，搞影视", {CINEMA: KIN}, set()),
        # The most that is told of one counts.
        ("老贲开当铺，秋生收钱", {PAWNS: WITH_FAMILY}, set()),
        ("秋生收钱，老贲开当铺", {PAWNS: WITH_FAMILY}, set()),
    ],
)
def test_who_is_told_by_people(text: str, told: dict[int, float], aside: set[int]) -> None:
    assert PEOPLE.find(text) == (told, aside)


def test_families_are_by_the_first_character() -> None:
    assert families(["占川", "", "占海", "洗"]) == {"占": [0, 2], "洗": [3]}
