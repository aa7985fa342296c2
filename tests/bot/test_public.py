from bot.privacy import public_in, scrub
from bot.public import public_of


def test_what_our_centers_print_stays(knowledge):
    public = public_of(knowledge)
    for center in knowledge.centers.values():
        ours = [phone.number for phone in center.phones]
        if center.address:
            ours += [center.address.ko, center.address.romanized]
        for text in ours:
            assert scrub(text, public) == text


def test_a_center_s_number_is_known_however_it_is_written(knowledge):
    public = public_of(knowledge)

    for number in (
        "02-2075-4180",
        "02 2075 4180",
        "0220754180",
        "+82-2-2075-4180",
        "(02)2075-4180",
    ):
        assert scrub(f"{number} ?", public) == f"{number} ?"
        assert scrub(f"{number} ?") == "[phone-number] ?"


def test_a_home_in_a_center_s_street_is_no_center(knowledge):
    public = public_of(knowledge)

    assert scrub("성동구 무학로6길 9", public) == "성동구 무학로6길 9"
    assert scrub("성동구 무학로6길 9, 302호", public) == "성동구 [address]"
    assert scrub("성동구 무학로6길 11", public) == "성동구 [address]"


def test_short_numbers_of_ours_make_nobody_s_house_public():
    assert public_in(["가리봉동 12-3", "02-123-4567"]) == {"021234567"}
