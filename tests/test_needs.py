"""A test's marker says what it needs, and what it may do is held (``tests/support/needs.py``, ``guards.py``)."""

from __future__ import annotations

import pytest

from tests.support.needs import NEEDS, need_of

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.logs_errors
"""The tests within these tests log errors, which reach the log of this process."""

INI = "[pytest]\naddopts = -p tests.support.needs -p tests.support.guards -p no:randomly\nmarkers =\n"
MARKERS = (*NEEDS, "slow", "logs_errors")


def run(pytester: pytest.Pytester, source: str, *options: str) -> pytest.RunResult:
    pytester.makeini(INI + "".join(f"    {marker}: one of ours\n" for marker in MARKERS))
    pytester.makepyfile(source)
    return pytester.runpytest_inprocess("--strict-markers", "-p", "no:cacheprovider", *options)


def test_a_test_that_says_nothing_is_pure() -> None:
    assert need_of(["tmp_path"], "shared", ["json", "shared.site.site"]) == "pure"


def test_a_fixture_a_folder_and_a_module_each_tell_the_need() -> None:
    assert need_of(["make_hub"], "hub", []) == "hub"
    assert need_of([], "antrean", ["subprocess"]) == "hub"
    assert need_of(["qapp"], "shared", []) == "window"
    assert need_of(["chromium"], "web", []) == "browser"
    assert need_of([], "web", ["playwright.sync_api"]) == "browser"
    assert need_of([], "end_to_end", []) == "whole"


def test_the_most_demanding_need_counts() -> None:
    assert need_of(["make_hub", "qtbot"], "kiosk", ["subprocess"]) == "window"
    assert need_of(["make_hub"], "hub", [], marks=["window"]) == "window"
    assert need_of(["qapp"], "kiosk", [], marks=["hub"]) == "window"


def test_each_test_gets_exactly_one_need(request: pytest.FixtureRequest) -> None:
    for item in request.session.items:
        assert sum(mark.name in NEEDS for mark in item.iter_markers()) == 1, item.nodeid


def test_a_stand_in_named_hub_does_not_make_its_tests_need_a_hub(pytester: pytest.Pytester) -> None:
    source = """
        import pytest
        @pytest.fixture
        def hub(): return 1
        def test_it(hub): pass
    """
    run(pytester, source, "-m", "pure").assert_outcomes(passed=1)


@pytest.mark.hub
def test_a_module_with_subprocess_among_its_names_is_not_pure(pytester: pytest.Pytester) -> None:
    source = """
        from subprocess import run
        def test_it(): run(["true"], check=True)
    """
    run(pytester, source, "-m", "hub").assert_outcomes(passed=1)


@pytest.mark.parametrize("caught", [False, True])
def test_a_pure_test_that_starts_a_process_fails(pytester: pytest.Pytester, caught: bool) -> None:
    source = f"""
        import contextlib
        def test_it():
            import subprocess
            with contextlib.suppress(*{"[RuntimeError]" if caught else "[]"}):
                subprocess.run(["true"])
    """
    result = run(pytester, source)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*marked pure, but it starts a process (subprocess.Popen true*"])


@pytest.mark.hub
def test_a_test_that_is_marked_by_hand_may_start_a_process(pytester: pytest.Pytester) -> None:
    source = """
        import pytest
        @pytest.mark.hub
        def test_it():
            import subprocess
            subprocess.run(["true"], check=True)
    """
    run(pytester, source).assert_outcomes(passed=1)


@pytest.mark.hub
def test_a_pure_test_that_makes_an_application_fails(pytester: pytest.Pytester) -> None:
    pytester.makeini(INI + "".join(f"    {marker}: one of ours\n" for marker in MARKERS))
    pytester.makepyfile("""
        made = []
        def test_it():
            from PySide6.QtGui import QGuiApplication
            made.append(QGuiApplication([]))
    """)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*marked pure, but it makes an application of windows*"])


@pytest.mark.parametrize("phase", ["setup", "call", "teardown"])
def test_an_error_in_the_log_that_nobody_asked_for_fails(pytester: pytest.Pytester, phase: str) -> None:
    source = f"""
        import logging, pytest
        def tell(phase):
            if phase == {phase!r}: logging.getLogger("hub").error("the disk is full")
        @pytest.fixture
        def told():
            tell("setup")
            yield
            tell("teardown")
        def test_it(told): tell("call")
    """
    result = run(pytester, source)
    result.assert_outcomes(**({"failed": 1} if phase == "call" else {"passed": int(phase != "setup"), "errors": 1}))
    result.stdout.fnmatch_lines(["ERROR hub: the disk is full"])


@pytest.mark.parametrize("asked", ["def test_it(caplog)", "@pytest.mark.logs_errors\ndef test_it()"])
def test_a_test_that_asks_for_errors_may_log_them(pytester: pytest.Pytester, asked: str) -> None:
    source = f"import logging, pytest\n{asked}: logging.error('the disk is full')\n"
    run(pytester, source).assert_outcomes(passed=1)


def test_a_warning_in_the_log_fails_no_test(pytester: pytest.Pytester) -> None:
    run(pytester, "import logging\ndef test_it(): logging.warning('late')\n").assert_outcomes(passed=1)
