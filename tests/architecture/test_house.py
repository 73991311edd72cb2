"""The house rules, held by machine."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import get_resolver

from holdfast.access.visibility import ruled_models
from holdfast.audit.action import ACTIONS
from holdfast.config import fields, permissions
from holdfast.config.hazards import HAZARDS
from holdfast.config.routes import patterns, policy_of
from holdfast.kernel.guard import OWN_PARTNERSHIP, THIRD_PARTY, guarded_models
from holdfast.kernel.models import Row

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "holdfast").rglob("*.py"))


def test_every_address_names_its_policy() -> None:
    nameless = [path for path, pattern in patterns() if policy_of(pattern) is None]
    assert nameless == []


def test_every_address_has_a_name_of_its_own() -> None:
    names = [pattern.name for _, pattern in patterns()]
    assert None not in names
    assert len(names) == len(set(names))


def test_every_model_declares_what_the_database_enforces() -> None:
    for model in guarded_models():
        guard = getattr(model, "guard", None)
        assert guard is not None, f"{model.__name__} has no guard"
        assert guard.rows or guard.why, f"{model.__name__} is open to every row and does not say why"


def test_every_row_of_a_partnership_is_held_to_that_partnership_by_the_database() -> None:
    for model in guarded_models():
        if issubclass(model, Row) and model.guard.rows:
            assert OWN_PARTNERSHIP in model.guard.rows, model.__name__


def test_every_model_says_who_may_read_it() -> None:
    assert get_resolver().url_patterns  # as in a running system, every page is read, and the rules behind it
    ruled = ruled_models()
    unruled = [m.__name__ for m in guarded_models() if issubclass(m, Row) and m not in ruled]
    assert unruled == []


@pytest.mark.django_db
def test_every_table_in_the_database_is_known() -> None:
    from django.db import connection

    ours = {model._meta.db_table for model in guarded_models()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = {row[0] for row in cursor.fetchall()}
    unknown = {t for t in tables - ours - set(THIRD_PARTY) if not t.startswith(("procrastinate_", "auth_"))}
    assert unknown == set()


@pytest.mark.django_db
def test_row_security_is_forced_on_every_guarded_table_and_the_tests_run_as_a_role_it_binds() -> None:
    from django.db import connection

    guarded = {m._meta.db_table for m in guarded_models() if m.guard.rows}
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        forced = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        (exempt,) = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        (owned,) = cursor.fetchone()
    assert guarded - forced == set()
    assert not exempt
    assert owned == 0


def test_nothing_but_the_kernel_asks_what_time_it_is() -> None:
    offenders = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        if path.relative_to(ROOT).parts[1:2] != ("kernel",) and path.name != "logs.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and node.attr in {"now", "utcnow", "today", "localdate", "localtime"}
        and isinstance(node.value, ast.Name)
        and node.value.id in {"datetime", "date", "timezone"}
    ]
    assert offenders == []


def test_only_the_gate_clears_what_leaves() -> None:
    users = [str(path.relative_to(ROOT)) for path in SOURCES if re.search(r"\bimport .*\b_clear(_document)?\b", path.read_text())]
    assert users == ["holdfast/disclosure/gate.py"]
    passing = [str(path.relative_to(ROOT)) for path in SOURCES if re.search(r"\bimport .*\b_pass\b", path.read_text())]
    assert passing == ["holdfast/disclosure/passing.py"]


def test_nothing_but_the_channel_sends_mail() -> None:
    # To define what the sign-in library calls is to take its own letters from it.
    words = re.compile(r"(?<!def )send_mail|EmailMessage|EmailMultiAlternatives|smtplib")
    users = [
        str(path.relative_to(ROOT)) for path in SOURCES if words.search(path.read_text()) and "comms/channels" not in str(path)
    ]
    assert users == []


def test_there_are_actions_and_each_takes_keywords_and_by() -> None:
    import inspect

    assert len(ACTIONS) > 20
    for name, act in ACTIONS.items():
        parameters = inspect.signature(act).parameters
        assert "by" in parameters, name
        named = {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}
        assert {p.kind for p in parameters.values()} <= named, name


FORBIDDEN_NAMES = {"utils", "helpers", "core", "common", "misc"}


def test_no_module_is_named_for_nothing() -> None:
    named = [str(p.relative_to(ROOT)) for p in SOURCES if p.stem in FORBIDDEN_NAMES or p.parent.name in FORBIDDEN_NAMES]
    assert named == []


# The hazards that this much of Holdfast can cause. The rest come with the systems that could cause them.
HAZARDS_THAT_HOLD = {f"H{n}" for n in (1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 24, 25, 26)}


def test_every_hazard_that_touches_what_is_built_has_a_rule_and_a_proof() -> None:
    assert {h.key for h in HAZARDS} >= HAZARDS_THAT_HOLD
    for hazard in HAZARDS:
        assert hazard.tests, f"{hazard.key} has no test"


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda h: h.key)
def test_the_proofs_of_a_hazard_exist(hazard: object) -> None:
    for proof in hazard.tests:  # type: ignore[attr-defined]
        path, _, function = proof.partition("::")
        source = ROOT / path
        assert source.exists(), proof
        assert f"def {function}(" in source.read_text(), proof
    for place in hazard.enforced:  # type: ignore[attr-defined]
        assert (ROOT / place.split(":")[0]).exists(), place


def test_migrations_are_linear() -> None:
    from django.db.migrations.loader import MigrationLoader

    graph = MigrationLoader(None).graph
    for app in apps.get_app_configs():
        if app.name.startswith("holdfast."):
            assert len(graph.leaf_nodes(app.label)) <= 1, app.label


def test_no_list_leaves_as_a_file() -> None:
    """Files that leave are one referral's PDF, one assessment's PDF and one attachment; never a list (H26).

    Two exceptions: a national return, which the law asks for, written at the console without a name; and counts, in which no
    row is about one child.
    """
    makers = ("text/csv", "openpyxl", "xlsxwriter", "csv.writer", "csv.DictWriter")
    users = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if any(word in path.read_text() for word in makers) and "demonstration" not in path.parts
    ]
    assert users == ["holdfast/insight/return_903.py", "holdfast/insight/spreadsheet.py"]


def test_every_field_says_how_sensitive_it_is_whether_it_may_reach_the_family_and_what_becomes_of_it() -> None:
    assert fields.unsaid() == []


def test_every_grant_is_said_in_words() -> None:
    assert permissions.unworded() == []


def test_every_page_that_takes_a_file_says_what_must_never_be_uploaded() -> None:
    """H19: the words stand on each page whose form takes a file, also one made tomorrow."""
    pages = [page for page in (ROOT / "holdfast").rglob("*.html") if "multipart/form-data" in page.read_text()]
    assert len(pages) > 3
    assert not [page.name for page in pages if "upload_warning()" not in page.read_text()]
