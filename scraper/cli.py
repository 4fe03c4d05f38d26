"""The command line: what can be said, and how each ending is reported. `commands/` holds what is done.

Nothing but the standard library is imported before a command is chosen: `gongkai --help` answers at once.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

from scraper.exit_codes import ExitCode

SEVERITIES = ("error", "warning", "info")
FORMATS = ("parquet", "csv", "duckdb", "xlsx")
RECORDS = ("report", "figure", "finding", "run")

EXIT_CODES = """\
exit codes:
  0  all well
  1  finished, with some pages failed (each is named)
  2  wrong usage or configuration
  3  nothing could be done (no portal reachable, nothing readable, disk full)
  4  another run works on the same output folder
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. argv: the words after `gongkai`; by default the process's."""
    use_utf8(sys.stdout)
    try:
        arguments = make_parser().parse_args(argv)
        command = import_module(f"scraper.commands.{arguments.command}")
        code: int = command.execute(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        leave_stdout()
        return ExitCode.BROKEN_PIPE
    except KeyboardInterrupt:
        complain("interrupted.")
        return ExitCode.INTERRUPTED
    except Exception as error:
        return report_error(error)
    return code


def report_error(error: Exception) -> ExitCode:
    """Say what went wrong, and which exit code that is. What nobody foresaw is raised on."""
    # Imported here: the tree of errors brings the extractors with it, which `--help` does without.
    from extractors.errors import GongkaiError
    from scraper.errors import ConfigError, RunLocked
    from scraper.printable import printable

    if isinstance(error, OSError):
        # Files are guarded where they are opened; what is left is stdout, or the disk.
        leave_stdout()
        complain(f"{printable(str(error))}. Mend that, then run the same command again.")
        return ExitCode.NOTHING_DONE
    if not isinstance(error, GongkaiError):
        raise error
    complain(printable(str(error)))
    if isinstance(error, ConfigError):
        return ExitCode.USAGE
    return ExitCode.LOCKED if isinstance(error, RunLocked) else ExitCode.NOTHING_DONE


def complain(sentence: str) -> None:
    print(f"gongkai: {sentence}", file=sys.stderr, flush=True)


def use_utf8(stream: object) -> None:
    """Data are UTF-8 with LF wherever we run, whatever the locale."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", newline="\n")


def leave_stdout() -> None:
    """Nobody takes what stdout still holds: let the interpreter's last flush go nowhere, and quietly."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


class _Version(argparse.Action):
    """`--version`, looked up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        from importlib.metadata import version

        print(f"gongkai {version('gongkai')}")
        parser.exit()


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gongkai",
        description="Turn the annual disclosure reports of Chinese government bodies"
        " (政府信息公开工作年度报告) into data.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and leave")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_demo(commands)
    _add_run(commands)
    _add_extract(commands)
    _add_check(commands)
    _add_show(commands)
    _add_export(commands)
    _add_audit(commands)
    _add_diff(commands)
    _add_probe(commands)
    _add_status(commands)
    _add_schema(commands)
    return parser


Commands = Any  # argparse keeps the type of its sub-parsers to itself


def _add(commands: Commands, name: str, summary: str, more: str = "") -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}. {more}".strip(),
        allow_abbrev=False,
    )
    return parser


def _add_demo(commands: Commands) -> None:
    parser = _add(
        commands,
        "demo",
        "crawl the bundled sample portals",
        "They are served on your own machine; no network and no configuration are needed.",
    )
    _add_output(parser)


def _add_run(commands: Commands) -> None:
    parser = _add(
        commands,
        "run",
        "crawl what is new or changed on your portals, and write the data",
        "Made for cron: safe to repeat, to kill, and to start twice.",
    )
    parser.add_argument("--config", metavar="FILE", default="portals.toml", help="the portals (default: portals.toml)")
    _add_output(parser)
    parser.add_argument(
        "--portal", metavar="NAME", action="append", help="only this portal; may be given several times"
    )
    parser.add_argument(
        "--limit", metavar="N", type=_positive, help="read at most N reports a portal: to try out an entry"
    )
    parser.add_argument(
        "--since",
        metavar="DAY",
        help="only reports published since that day: 2024-01-31, or 2024",
    )
    parser.add_argument(
        "--max-minutes", metavar="N", type=_positive, help="stop after N minutes; the next run goes on from there"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="name on stdout the reports that would be asked for; write nothing"
    )
    parser.add_argument(
        "--jobs", metavar="N", type=_positive, default=1, help="read pages in N processes at a time (default: 1)"
    )
    parser.add_argument(
        "--log-format", choices=("text", "json"), default="text", help="how progress is told on stderr (default: text)"
    )
    _add_scheduler(parser, "crawl on the workers of this Dask scheduler, a host a worker at a time")


def _add_extract(commands: Commands) -> None:
    parser = _add(
        commands,
        "extract",
        "read reports from local files, one JSON record a line on stdout",
        "Folders are searched for .html, .htm, .shtml, .xhtml, .txt, .pdf, .docx, .xlsx, .xls, .csv, .rtf,"
        " .ofd, .doc, .wps, .zip, .7z, .rar and web archives; a file you name is read whatever its name.",
    )
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a file, a folder, a glob, or - for stdin")
    parser.add_argument(
        "--figures", action="store_true", help="the figures as tidy rows, one a line, instead of records"
    )
    parser.add_argument(
        "--jobs", metavar="N", type=_positive, default=1, help="read in N processes at a time (default: 1)"
    )
    _add_scheduler(parser, "read web archives, also s3://…, on the workers of this Dask scheduler, one a worker")
    parser.add_argument(
        "--into", metavar="FOLDER", help="with --scheduler: write files of JSON Lines there, also s3://…, not to stdout"
    )


def _add_scheduler(parser: argparse.ArgumentParser, summary: str) -> None:
    parser.add_argument("--scheduler", metavar="ADDRESS", help=f"{summary}; see docs/scaling.md")


def _add_check(commands: Commands) -> None:
    parser = _add(commands, "check", "show the findings, grouped, with the quotes that show them")
    _add_folder(parser)
    parser.add_argument("--explain", metavar="RULE", help="say what a rule compares and where it comes from, and leave")
    parser.add_argument("--rule", metavar="RULE", action="append", help="only this rule; may be repeated")
    parser.add_argument("--severity", choices=SEVERITIES, action="append", help="only this severity; may be repeated")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument(
        "--fail-on", choices=SEVERITIES, help="exit with 1 when a finding shown is this severe or worse"
    )


def _add_show(commands: Commands) -> None:
    parser = _add(commands, "show", "show one report: its outline, its figures beside their words, its findings")
    parser.add_argument(
        "report",
        metavar="REPORT|URL|FILE",
        help="a report's id or its first digits, its address, a file, or - for stdin",
    )
    parser.add_argument("--all", action="store_true", help="table cells that say 0 or nothing as well")
    parser.add_argument("--output", metavar="DIR", default="output", help="where to look (default: output)")


def _add_audit(commands: Commands) -> None:
    parser = _add(
        commands,
        "audit",
        "write the data set as one HTML page to read",
        "Coverage, volumes, requests and their outcomes, findings with their quotes; it needs no network.",
    )
    _add_folder(parser)
    parser.add_argument("--into", metavar="FILE", help="where to write (default: DIR/audit.html)")


def _add_diff(commands: Commands) -> None:
    parser = _add(
        commands,
        "diff",
        "show reports added, withdrawn and changed, figure by figure",
        "OLD and NEW are output folders, exports to parquet, csv or duckdb, or .duckdb files.",
    )
    parser.add_argument("old", metavar="OLD", help="the earlier state")
    parser.add_argument("new", metavar="NEW", help="the later state")
    parser.add_argument("--format", choices=("text", "json", "html"), default="text", help="default: text")
    parser.add_argument("--fail-on-change", action="store_true", help="exit with 1 when anything changed")


def _add_export(commands: Commands) -> None:
    parser = _add(
        commands,
        "export",
        "write the data set as Parquet, CSV, DuckDB or XLSX",
        "With datapackage.json, a data dictionary in Chinese and English, and how to cite it.",
    )
    _add_folder(parser)
    parser.add_argument("--to", choices=FORMATS, required=True, help="the format")
    parser.add_argument("--into", metavar="FOLDER", help="where to write (default: DIR/export/FORMAT)")
    parser.add_argument("--bom", action="store_true", help="begin CSV files with the mark by which Excel knows UTF-8")
    parser.add_argument(
        "--licence", metavar="SPDX", default="CC0-1.0", help="licence of the compilation (default: CC0-1.0)"
    )


def _add_probe(commands: Commands) -> None:
    parser = _add(
        commands,
        "probe",
        "look at a portal: its family, the reports it lists, and a configuration entry to paste",
        "Give it a list of reports (政府信息公开年报), a disclosure column or a home page. What it prints is TOML.",
    )
    parser.add_argument("url", metavar="URL", help="the page to begin with")
    parser.add_argument(
        "--config",
        metavar="FILE",
        default="portals.toml",
        help="where contact, pace and families of your own are taken from, if it is there (default: portals.toml)",
    )
    parser.add_argument("--contact", metavar="WHO", help="an address or page where the portal can reach you")
    parser.add_argument(
        "--pages", metavar="N", type=_positive, default=15, help="read at most N list pages (default: 15)"
    )
    parser.add_argument("--format", choices=("toml", "json"), default="toml", help="default: toml")


def _add_status(commands: Commands) -> None:
    parser = _add(
        commands, "status", "show the last runs, the pages that failed, and which agencies and years there are"
    )
    _add_folder(parser)
    parser.add_argument("--runs", metavar="N", type=_positive, default=5, help="how many runs to show (default: 5)")
    parser.add_argument(
        "--coverage", action="store_true", help="a line each agency: the years there are reports of, and those missing"
    )


def _add_schema(commands: Commands) -> None:
    parser = _add(commands, "schema", "print the JSON Schema of a record")
    parser.add_argument("record", choices=RECORDS, nargs="?", default="report", help="which record (default: report)")


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", metavar="DIR", default="output", help="where to write (default: output)")


def _add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", nargs="?", default="output", help="an output folder (default: output)")


def _positive(text: str) -> int:
    """A count from 1 up. argparse turns the error into its own, with the option's name."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 1 up")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
