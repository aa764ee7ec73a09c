from importlib.metadata import distributions

from packaging.utils import canonicalize_name

from tests.pins import RUNTIME, TESTS, needed_by, pinned, versions

INSTALLERS = {"pip", "setuptools", "wheel"}


def test_every_installed_distribution_is_pinned_at_its_version():
    installed = {canonicalize_name(each.name): each.version for each in distributions()}
    checked = {name: version for name, version in installed.items() if name not in INSTALLERS}
    pins = versions(pinned(RUNTIME) + pinned(TESTS))
    assert {name: pins.get(name) for name in checked} == checked


def test_what_runs_is_pinned_without_the_tests_requirements():
    assert needed_by(pinned(RUNTIME)) - versions(pinned(RUNTIME)).keys() - INSTALLERS == set()
