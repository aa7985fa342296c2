import pytest

from adapters.web.policy import content_policy, panel_policy


def directives(policy):
    parts = [part.strip().split(" ", 1) for part in policy.split(";")]
    assert all(len(part) == 2 for part in parts)
    assert len({name for name, _ in parts}) == len(parts)
    return dict(parts)


def test_a_page_runs_nothing_and_stands_in_no_frame():
    assert directives(content_policy()) == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


def test_the_styles_that_stand_in_a_page_are_allowed_by_name():
    assert directives(content_policy(styles="'sha256-x='")) == (
        directives(content_policy()) | {"style-src": "'sha256-x='"}
    )


@pytest.mark.parametrize(
    ("ancestors", "allowed"),
    [
        ((), "'none'"),
        (("https://a.example", "http://b.example"), "https://a.example http://b.example"),
    ],
)
def test_the_panel_runs_our_own_scripts_in_the_frames_of_named_websites(ancestors, allowed):
    assert directives(panel_policy(ancestors)) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": allowed,
    }
