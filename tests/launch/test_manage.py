"""What a command says when it refuses: the sentence, and nothing of the machinery."""

from __future__ import annotations

import pytest

from launch import manage


@pytest.mark.django_db
def test_a_refusal_is_the_sentence_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert manage.main(["sar", "export", "not-an-id", "--out", "anywhere"]) == 1
    said = capsys.readouterr()
    assert said.err == "CHILD is the id of a record: it stands in the address of its page.\n"
    assert said.out == ""


def test_asking_for_help_is_left_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert manage.main(["help"]) == 0
    assert "sar" in capsys.readouterr().out
