"""A council may use neither the crown nor GDS Transport: what is served names neither, and asks no other place."""

import re
from pathlib import Path

import pytest

import holdfast.ui
from holdfast.ui import assets

STATIC = Path(holdfast.ui.__file__).parent / "static" / "ui"


@pytest.fixture(scope="module")
def built():
    return assets.build()


def test_the_styles_ask_for_nothing_outside_our_own_files(built):
    css = (built / "govuk-frontend.min.css").read_text(encoding="utf-8")
    assert "GDS" not in css
    assert "/assets/" not in css
    assert "sourceMappingURL" not in css
    assert css.count("{") == css.count("}")
    assert ".govuk-button" in css


def test_rules_beside_those_taken_out_stay():
    css = (
        "@font-face{font-family:GDS Transport;src:url(/assets/a.woff2)}a{color:red}"
        "@media print{b{background:url(/assets/crest.svg)}i{font-family:GDS Transport,arial}}"
    )
    assert assets.own_styles(css) == 'a{color:red}@media print{i{font-family:"Atkinson Hyperlegible",arial}}'


def test_every_font_the_styles_name_is_there(built):
    for name in re.findall(r"vendor/(fonts/[\w.-]+)", (STATIC / "holdfast.css").read_text(encoding="utf-8")):
        assert (built / name).exists()


def test_a_missing_package_says_how_it_is_fetched(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(assets, "MODULES", tmp_path)
    assert assets.main() == 1
    assert "Run bin/start" in capsys.readouterr().err


def test_words_are_never_kept_in_the_browser():
    for script in STATIC.glob("*.js"):
        stored = re.findall(r"(?:localStorage|sessionStorage|indexedDB)\.?\w*\(?([^,)]*)", script.read_text("utf-8"))
        assert set(stored) <= {"OFF"}, script.name
