"""Pages and components: whole markup, nothing inline, nothing escaped twice, nothing said by colour alone."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import FileSystemLoader, UndefinedError

import holdfast.ui
from holdfast.ui.environment import environment
from holdfast.ui.forms import DateField, GovukForm, LongTextField, OneChoice, TextField
from holdfast.ui.pictures import Lane, Mark, Step, direction, level_over_time, year_strip
from holdfast.ui.shell import Account, Contact, Link, Notice, Shell

TEMPLATES = Path(holdfast.ui.__file__).parent / "jinja2"
NOW = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
COMPONENTS = '{% from "ui/components.html" import clock, rag, level_tag, facts, two_versions, duty_row %}'
FIELDS = '{% from "ui/fields.html" import field, error_summary %}'


@pytest.fixture(scope="module")
def pages():
    return environment(loader=FileSystemLoader(TEMPLATES))


def drawn(pages, source, **context):
    return pages.from_string(source).render(**context)


class NoteForm(GovukForm):
    note = LongTextField(label="What is the worry?", limit=500, required=False, prompts_wording=True)
    when = DateField(label="When was it?")
    kind = OneChoice(label="Kind", choices=[("a", "A"), ("o", "Other")], reveals={"o": "other"}, required=False)
    other = TextField(label="Which other kind?", required=False)


def test_typed_words_come_back_exactly(pages):
    typed = "\n  two spaces\n\n<b>& “quoted”\n   end"
    form = NoteForm(initial={"note": typed})
    html = drawn(pages, FIELDS + "{{ field(form.note) }}", form=form)
    inside = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", html, re.S)
    assert inside
    assert inside[1] == "\n  two spaces\n\n&lt;b&gt;&amp; “quoted”\n   end"


def test_errors_link_to_the_first_box_and_are_read_with_the_question(pages):
    form = NoteForm({"when_day": "31", "when_month": "2", "when_year": "2026"})
    html = drawn(pages, FIELDS + "{{ error_summary(form) }}{{ field(form.when) }}", form=form)
    assert "There is one thing to put right" in html
    assert '<a href="#id_when_day">' in html
    assert 'id="id_when_day"' in html
    assert 'aria-describedby="id_when-error"' in html
    assert 'id="id_when-error"' in html
    assert 'value="31"' in html


def test_no_errors_no_summary(pages):
    assert drawn(pages, FIELDS + "{{ error_summary(form) }}", form=NoteForm()).strip() == ""


def test_a_question_under_an_answer_is_drawn_with_it(pages):
    html = drawn(pages, FIELDS + "{{ field(form.kind) }}", form=NoteForm({"kind": "o", "other": "x<y"}))
    assert 'value="o" checked' in html
    assert 'value="x&lt;y"' in html


def test_a_clock_says_it_in_words_and_opens_to_its_arithmetic(pages):
    source = COMPONENTS + '{{ clock(due, now, source="Working Together", steps=["One working day."]) }}'
    late = drawn(pages, source, due=NOW - timedelta(days=2), now=NOW)
    assert "2 days late" in late
    assert "One working day." in late
    assert "Source: Working Together" in late
    assert "<details" not in drawn(pages, COMPONENTS + "{{ clock(now, now) }}", now=NOW)


@pytest.mark.parametrize(("level", "word"), [("red", "Red"), ("amber", "Amber"), ("green", "Green"), (None, "Not rated yet")])
def test_a_rating_is_a_word_and_a_shape(pages, level, word):
    html = drawn(pages, COMPONENTS + "{{ rag(level) }}", level=level)
    assert word in html
    assert "<svg" in html


@pytest.mark.parametrize(
    ("level", "word", "bars"),
    [("SIGNIFICANT", "Significant", 3), ("moderate", "Moderate", 2), ("none_identified", "None identified", 0)],
)
def test_a_level_is_a_word_and_a_height(pages, level, word, bars):
    html = drawn(pages, COMPONENTS + "{{ level_tag(level) }}", level=level)
    assert word in html
    assert html.count('fill="currentColor"') == bars


def test_both_versions_are_shown(pages):
    rows = [SimpleNamespace(name="note", label="Note", yours="My <words>", theirs="Their words", long=True)]
    html = drawn(pages, COMPONENTS + "{{ two_versions(rows, '', '/save', 3) }}", rows=rows)
    assert html.count("My &lt;words&gt;") == 3
    assert "Their words" in html
    assert 'name="version" value="3"' in html


def test_an_empty_fact_says_so(pages):
    assert "Not recorded" in drawn(pages, COMPONENTS + '{{ facts([("GP", "")]) }}')


def whole_shell():
    return Shell(
        partnership="Herefordshire",
        search_url="/search",
        nav=(Link("My work", "/", current=True, count=2),),
        account=Account("Jo Marsh", "MASH screener", "/out"),
        demonstration=True,
        notices=(Notice("MASH is closed.", Contact("Duty team", "01905 768020")),),
        contacts=(Contact("MASH", "01432 260800"), Contact("Emergency", "999", urgent=True)),
        footer=(Link("Cookies", "/cookies"),),
    )


@pytest.mark.parametrize("frame", ["ui/page.html", "ui/public.html"])
@pytest.mark.parametrize("shell", [Shell(), whole_shell()], ids=["bare", "whole"])
def test_a_page_is_whole_and_keeps_to_the_content_policy(pages, frame, shell):
    source = f'{{% extends "{frame}" %}}{{% set title = "Queue" %}}{{% block content %}}<h1>Q</h1>{{% endblock %}}'
    html = drawn(pages, source, shell=shell)
    assert "<title>Queue – Holdfast</title>" in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"""\s(style|on\w+)\s*=\s*["']""", html)
    assert "<style" not in html
    assert html.count("<main") == html.count("<h1>") == 1
    assert "GDS" not in html


def test_the_page_names_who_is_signed_in_and_signs_out_by_post(pages):
    source = '{% extends "ui/page.html" %}{% set title = "Queue" %}'
    html = drawn(pages, source, shell=whole_shell(), csrf_input="TOKEN")
    assert re.search(r'<form action="/out" method="post">\s*TOKEN', html)
    assert "every person is invented" in html
    assert html.index("tel:999") < html.index("tel:+44-1432-260800")
    assert 'aria-current="page"' in html


@pytest.mark.parametrize("name", ["bad_request", "refused", "not_found", "server_error", "form_expired"])
def test_error_pages_need_nothing_and_give_the_reference(pages, name):
    assert "999" in pages.get_template(f"errors/{name}.html").render()
    assert "a1b2" in pages.get_template(f"errors/{name}.html").render(reference="a1b2")


def test_a_mistyped_name_is_noticed_and_an_option_left_out_is_not(pages):
    with pytest.raises(UndefinedError):
        drawn(pages, "{{ chidl.name }}")
    with pytest.raises(UndefinedError):
        drawn(pages, "{{ child.naem }}", child=SimpleNamespace(name="Ash"))
    govuk = '{% from "govuk_frontend_jinja/components/button/macro.html" import govukButton %}'
    assert "Save" in drawn(pages, govuk + '{{ govukButton({"text": "Save"}) }}')


def test_every_template_compiles(pages):
    for path in TEMPLATES.rglob("*.html"):
        pages.get_template(str(path.relative_to(TEMPLATES)))


def test_the_year_strip_shows_the_year_and_its_table(pages):
    lanes = (
        Lane("Missing", (Mark(date(2026, 3, 1), "Two nights", date(2026, 3, 3)), Mark(date(2020, 1, 1), "Old"))),
        Lane("Meetings", (Mark(date(2026, 7, 1), "Strategy discussion"),), "square"),
    )
    strip = year_strip(lanes, today=date(2026, 11, 24))
    assert [mark.label for mark, _ in strip.rows] == ["Two nights", "Strategy discussion"]
    assert all(strip.left <= item.x <= strip.width for lane in strip.lanes for item in lane.marks)
    html = drawn(pages, '{% from "ui/pictures.html" import year_strip %}{{ year_strip(strip) }}', strip=strip)
    assert html.count("Strategy discussion") >= 2
    assert "<table" in html


def test_the_level_over_time_steps_and_says_its_direction(pages):
    steps = (Step(date(2026, 6, 1), 3, "Significant"), Step(date(2026, 1, 1), 1, "Emerging", "school nurse"))
    chart = level_over_time(steps, top=("None", "Emerging", "Moderate", "Significant"), today=date(2026, 11, 24))
    assert [step.label for step in chart.steps] == ["Emerging", "Significant"]
    assert chart.line.count("V") == 1
    assert direction(steps) == "rising"
    html = drawn(pages, '{% from "ui/pictures.html" import level_over_time %}{{ level_over_time(c) }}', c=chart)
    assert "school nurse" in html
    empty = level_over_time((), top=("None",), today=date(2026, 2, 28))
    assert empty.line == ""
    assert direction(()) == ""
