import pytest

from madoguchi.city.testing import a_city


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MADO_HOME = tmp_path


@pytest.fixture
def city(db):
    a_city(kodomo="こども課", kaigo="介護保険課")
