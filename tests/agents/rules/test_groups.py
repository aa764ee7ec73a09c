from uuid import UUID

import pytest

from agents.rules.groups import GroupChoice, pick_group


def group(
    number: int, name: str, *, serves_site: bool = True, language: str = "", is_default: bool = False
) -> GroupChoice:
    return GroupChoice(UUID(int=number), name, serves_site, language, is_default)


DEFAULT = group(1, "Front desk", serves_site=False, is_default=True)
ANY = group(2, "Shop")
CHINESE = group(3, "Chinese", language="zh")
MAINLAND = group(4, "Mainland", language="zh-CN")
ELSEWHERE = group(5, "Blog", serves_site=False)


@pytest.mark.parametrize(
    ("_case", "groups", "language", "expected"),
    [
        ("only the default", [DEFAULT], "en", 1),
        ("the one that serves the site", [DEFAULT, ANY], "en", 2),
        ("another site's claims nothing", [DEFAULT, ELSEWHERE], "en", 1),
        (
            "whatever its language",
            [DEFAULT, group(6, "Chinese", serves_site=False, language="zh")],
            "zh",
            1,
        ),
        ("language before any language", [ANY, CHINESE, DEFAULT], "zh", 3),
        ("zh takes in zh-CN", [DEFAULT, ANY, CHINESE], "zh-CN", 3),
        ("whatever its case", [DEFAULT, ANY, CHINESE], "ZH-cn", 3),
        ("the closest language", [DEFAULT, ANY, CHINESE, MAINLAND], "zh-CN", 4),
        ("zh-CN does not take in zh", [DEFAULT, ANY, CHINESE, MAINLAND], "zh", 3),
        ("nor zh-TW", [DEFAULT, ANY, MAINLAND], "zh-TW", 2),
        ("zh does not take in zhx", [DEFAULT, ANY, CHINESE], "zhx", 2),
        ("another language: any", [DEFAULT, ANY, CHINESE], "de", 2),
        ("another language and none for any: the default", [DEFAULT, CHINESE], "de", 1),
        ("no language: any", [DEFAULT, CHINESE, ANY], "", 2),
        ("the default may serve a site too", [CHINESE, group(7, "Desk", is_default=True)], "en", 7),
        ("and then others before it by name", [ANY, group(7, "Wood", is_default=True)], "en", 2),
        ("ties go by name", [DEFAULT, group(8, "B"), group(9, "A")], "en", 9),
        ("then by id", [DEFAULT, group(9, "A"), group(8, "A")], "en", 8),
    ],
)
def test_who_serves(_case, groups, language, expected):
    assert pick_group(groups, language=language) == UUID(int=expected)
    assert pick_group(groups[::-1], language=language) == UUID(int=expected)


def test_without_a_claim_and_a_default_there_is_nobody_to_name():
    with pytest.raises(ValueError, match="no default group"):
        pick_group([ELSEWHERE], language="en")
