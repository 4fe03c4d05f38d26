"""`gongkai diff`: every change is named, with both wordings; what says the same is no change."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.cli import main
from scraper.diff import compare_figures
from scraper.output import write_records
from tests.dataset.synthetic import records

Capture = pytest.CaptureFixture[str]
Records = list[dict[str, Any]]


def write(folder: Path, records: Iterable[dict[str, Any]]) -> Path:
    folder.mkdir(exist_ok=True)
    write_records(
        [json.dumps(one, ensure_ascii=False) for one in sorted(records, key=lambda one: str(one["id"]))], folder
    )
    return folder


@pytest.fixture
def states(tmp_path: Path) -> tuple[Path, Path, Records]:
    """Old and new: one report withdrawn, one added, one with a number changed, one reworded, the others the same."""
    old = list(records(8, seed=5))
    new = copy.deepcopy(old)
    figure = new[2]["figures"][0]
    new[2]["text"] = new[2]["text"].replace(figure["quote"], figure["quote"] + "整")
    figure.update(value=figure["value"] + 1, quote=figure["quote"] + "整")
    new[3]["text"] += "另有说明。"
    new[4]["title"] = "更正：" + new[4]["title"]
    for figure in new[5]["figures"]:  # moved, and still the same
        figure["start"] += 7
        figure["end"] += 7
    return write(tmp_path / "old", old[:7]), write(tmp_path / "new", new[1:]), old


def changes(old: Path, new: Path, capsys: Capture) -> dict[str, dict[str, Any]]:
    assert main(["diff", str(old), str(new), "--format", "json"]) == 0
    return {row["report_id"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}


def test_each_change_is_named(states: tuple[Path, Path, Records], capsys: Capture) -> None:
    old, new, records = states
    found = changes(old, new, capsys)
    ids = [record["id"] for record in records]
    assert {ids.index(key): row["change"] for key, row in found.items()} == {
        0: "withdrawn",
        2: "changed",
        3: "changed",
        4: "changed",
        7: "added",
    }
    [figure] = found[ids[2]]["figures"]
    before = records[2]["figures"][0]
    assert (figure["change"], figure["indicator"]) == ("changed", "proactive.total")
    assert (figure["old"]["value"], figure["new"]["value"]) == (before["value"], before["value"] + 1)
    assert (figure["old"]["quote"], figure["new"]["quote"]) == (before["quote"], before["quote"] + "整")
    assert (found[ids[3]]["text_changed"], found[ids[3]]["figures"]) == (True, [])
    assert found[ids[4]]["fields"]["title"][1].startswith("更正：")


@pytest.mark.parametrize("form", ["parquet", "csv", "duckdb"])
def test_exports_compare_as_the_folders_do(
    form: str, states: tuple[Path, Path, Records], tmp_path: Path, capsys: Capture
) -> None:
    old, new, _ = states
    for name, folder in (("a", old), ("b", new)):
        assert main(["export", str(folder), "--to", form, "--into", str(tmp_path / name)]) == 0
    wanted = changes(old, new, capsys)
    assert changes(tmp_path / "a", tmp_path / "b", capsys) == wanted
    assert changes(old, tmp_path / "a", capsys) == {}


@pytest.mark.parametrize("form", ["parquet", "csv", "duckdb"])
def test_hostile_text_survives_the_way_there(form: str, hostile: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["export", str(hostile), "--to", form, "--into", str(tmp_path / "export")]) == 0
    found = changes(hostile, tmp_path / "export", capsys)
    unseen = {row["report_id"] for row in found.values() if any(change["figures"] for change in [row])}
    assert len(unseen) == (2 if form == "csv" else 0)  # CSV leaves out control and bidi characters, as it says


def test_nothing_changed(states: tuple[Path, Path, Records], capsys: Capture) -> None:
    old, _, _ = states
    assert main(["diff", str(old), str(old), "--fail-on-change"]) == 0
    assert capsys.readouterr().out == ""


def test_text_for_people_and_exit_code_for_scripts(states: tuple[Path, Path, Records], capsys: Capture) -> None:
    old, new, records = states
    assert main(["diff", str(old), str(new), "--fail-on-change"]) == 1
    told = capsys.readouterr()
    figure = records[2]["figures"][0]
    assert (
        f"~ proactive.total “主动公开政府信息”: {figure['value']:.15g} 条 → {figure['value'] + 1:.15g} 条" in told.out
    )
    assert f"- “{figure['quote']}”" in told.out
    assert "the text changed, no figure did" in told.out
    assert "1 reports added, 1 withdrawn, 3 changed (1 figures)." in told.err


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_html_runs_nothing_a_report_says(hostile: Path, tmp_path: Path, capsys: Capture) -> None:
    write(tmp_path / "none", [])
    changed = [json.loads(line) for line in (hostile / "reports.jsonl").read_text("utf-8").splitlines()]
    for record in changed:
        record["figures"][0]["value"] += 1
    for old, new in ((tmp_path / "none", hostile), (hostile, write(tmp_path / "changed", changed))):
        assert main(["diff", str(old), str(new), "--format", "html"]) == 0
        page = capsys.readouterr().out
        elements = _Elements()
        elements.feed(page)
        assert not {tag for tag, _ in elements.seen} & {"script", "img", "iframe"}
        assert not [attrs for _, attrs in elements.seen if any(name.startswith("on") for name in attrs)]
        assert not [attrs for _, attrs in elements.seen if (attrs.get("href") or "").startswith("javascript")]
        assert "\u202e" not in page
        assert "&lt;script&gt;window.hacked" in page


def test_terminal_is_not_played_with(hostile: Path, tmp_path: Path, capsys: Capture) -> None:
    main(["diff", str(write(tmp_path / "none", [])), str(hostile)])
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "\u202e" not in told


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_what_is_no_state(name: str, tmp_path: Path, capsys: Capture) -> None:
    assert main(["diff", str(tmp_path / name), str(tmp_path / name)]) == 2
    assert "neither an output folder nor an export" in capsys.readouterr().err


def test_a_workbook_cannot_be_compared(demo: Path, tmp_path: Path, capsys: Capture) -> None:
    main(["export", str(demo), "--to", "xlsx", "--into", str(tmp_path / "x")])
    assert main(["diff", str(tmp_path / "x"), str(demo)]) == 2
    assert "parquet, csv or duckdb" in capsys.readouterr().err


def some_figure(value: int | None, label: str, indicator: str | None) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "dimension": None,
        "channel": None,
        "label": label,
        "value": value,
        "unit": "件",
        "precision": "exact",
        "basis": "prose",
        "cumulative": False,
        "mark": None,
        "quote": label,
        "start": 0,
    }


figures = st.lists(
    st.builds(
        some_figure,
        st.one_of(st.none(), st.integers(0, 3)),
        st.sampled_from(("申请", "答复", "公开")),
        st.sampled_from((None, "requests.received", "proactive.total")),
    ),
    max_size=8,
)


@given(figures, figures)
def test_changes_account_for_every_figure(old: Records, new: Records) -> None:
    """What is left unmentioned is the same on both sides; nothing is mentioned twice."""
    found = compare_figures(old, new)
    gone = [change.old for change in found if change.old]
    come = [change.new for change in found if change.new]

    def rest(all_of: Records, mentioned: Records) -> list[tuple[Any, ...]]:
        kept = [(one["value"], one["quote"]) for one in all_of]
        for one in mentioned:
            kept.remove((one["value"], one["quote"]))
        return sorted(kept, key=str)

    assert rest(old, gone) == rest(new, come)
    assert all(change.old != change.new for change in found)


@given(figures)
def test_the_same_in_any_order_is_no_change(old: Records) -> None:
    assert compare_figures(old, list(reversed(old))) == []
