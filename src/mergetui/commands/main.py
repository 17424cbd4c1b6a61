"""The command line: one registry of commands, and what becomes of errors.

Exit codes: 0 all well, 1 found something, 2 the call or an input is wrong, 130 interrupted.
A mistake is a sentence on stderr; a traceback is shown to who asks for it (MERGETUI_DEBUG=1).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

import click

from mergetui.decisions.file import Conflict
from mergetui.errors import InputError

# name -> module, in the order of the help; each module holds the command under its own name.
COMMANDS = {
    "init": "sources",
    "refresh": "sources",
    "status": "look",
    "list": "look",
    "show": "look",
    "decide": "decide",
    "undo": "again",
    "redo": "again",
    "fmt": "form",
    "check": "form",
    "export": "export",
    "prove": "prove",
}

HELP = """Merge two PostgreSQL schemas into one.

Without a command, opens the terminal on decisions.toml. Without that file, on the example.

\b
Examples:
  mergetui init --remote env:REMOTE_DATABASE_URL --local supabase/migrations
  mergetui
  mergetui status
  mergetui export -o migration.sql
  mergetui prove

\b
Exit codes: 0 all well, 1 found something, 2 the call or an input is wrong.
"""


SIGPIPE = 13  # its number everywhere; Windows has no such signal


class CommandLine(click.Group):
    """Loads a command's module when it is called, and turns errors into sentences."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"mergetui.commands.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = "mergetui",
        *more: Any,
        **options: Any,
    ) -> NoReturn:
        options["standalone_mode"] = False

        def call() -> int:
            code = super(CommandLine, self).main(args, prog_name, *more, **options)
            return code if isinstance(code, int) else 0

        if isinstance(sys.stdout, TextIOWrapper):  # the same bytes whatever the locale
            sys.stdout.reconfigure(encoding="utf-8")
        sys.exit(guarded(call))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
            return code
        except BrokenPipeError:
            # Who read our output has seen enough; what is left must not be flushed at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 128 + SIGPIPE


def guarded(call: Callable[[], int]) -> int:
    """Run ``call``; its exit code, or that of the error it ended in, told on stderr."""
    try:
        return call()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        error.show()
        return 2
    except click.ClickException as error:
        _say(error.format_message())
        return 2
    except InputError as error:
        for mistake in error.mistakes:
            _say(str(mistake))
        if len(error.mistakes) > 1:
            _say(f"{len(error.mistakes)} mistakes; nothing was written.")
        return 2
    except Conflict as conflict:
        _say(str(conflict))
        return 2
    except (KeyboardInterrupt, click.Abort):
        _say("Interrupted.")
        return 130
    except Exception as error:
        if os.environ.get("MERGETUI_DEBUG"):
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())
        _say(
            f"mergetui failed: {what}. That is a mistake of mergetui, not yours. To report it, "
            "run the command again with MERGETUI_DEBUG=1 and send what it prints."
        )
        return 2


def _say(text: str) -> None:
    click.echo(text, err=True)


@click.group(
    cls=CommandLine,
    help=HELP,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("decisions.toml"),
    show_default=True,
    help="The decisions to work on; snapshots/ is looked for beside it.",
)
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal that draws.")
@click.version_option(package_name="mergetui")
@click.pass_context
def main(ctx: click.Context, path: Path, no_mouse: bool) -> int:
    ctx.obj = path
    return _open(path, mouse=not no_mouse) if ctx.invoked_subcommand is None else 0


def _open(path: Path, mouse: bool) -> int:
    """The terminal; where there is none to draw on, the same facts as text."""
    is_example = not path.exists()
    if is_example:
        example = Path(__file__).parents[3] / "decisions.toml"
        if path != Path("decisions.toml") or not example.exists():
            raise InputError(
                f"{path} does not exist. Make one: mergetui init --remote SRC --local SRC"
            )
        _say(f"There is no {path} here: this is the example, {example}.")
        path = example
    if sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        from mergetui.terminal.start import run  # noqa: PLC0415

        return run(path, mouse=mouse, example=is_example)
    _say("No terminal to draw on; here is the state as text. `mergetui --help` lists commands.")
    from mergetui.commands.look import overview  # noqa: PLC0415

    overview(path)
    return 0
