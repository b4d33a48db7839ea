"""A deposit, an expense or a sample paid for is given back; a task that pays more than was put in is not."""

from tests.judgement.judging import flagged

ORDINARY = [
    "骑行活动：先交头盔押金五十，活动结束押金全额退",
    "图书馆志愿者任务，先付工作服押金，期满退还",
    "民宿体验官，先付房费，发布笔记后返房费一半",
    "游戏会员等级，充值满一千升级至尊",
    "好评返现两元，先付款再评价",
    # who brings a buyer, a learner, something to be taken back for recycling
    "介绍一位车主来做保养，送您机油一桶",
    "转介绍学员学驾照，返您两百，当场给",
    "介绍客户来回收旧家电，一台给您二十",
    "介绍邻居卖旧手机给我们，一部给十块",
]
OFFERS = [
    "诚聘居家打字员，先交材料押金两百，交稿连本带佣当日结清",
    "宝妈兼职点赞，先垫六十，返还本金加二十佣金",
    "招数据单专员，先付货款，返款加一成",
    "商家补单，垫付货款，三分钟返本佣",
    # what is bought comes back to the seller, is let, traded or sure to gain
    "引荐街坊来开黄金期货账户，我们老师操作，亏了算公司的，引荐一户给四百",
    "介绍亲戚买蛋鸡苗，鸡蛋我们全包销，一只稳得四十，介绍人每百只给三百",
    "带同学来买普洱茶砖，放我们仓库代卖，明年加价收购，带一个给六百",
    "推荐客户购买写字楼单间，签十年返租合同，推荐费一套三千",
    "领街坊来买香菇菌棒，出菇统一回收，一棒保证赚三块，领一户奖八十",
    "邀请好友交定金买墓地，墓地年年升值，邀请一位给八百",
]


def test_what_is_given_back_is_no_commission() -> None:
    assert flagged(ORDINARY) == []


def test_more_back_than_was_paid() -> None:
    assert flagged(OFFERS) == OFFERS
