"""`kamtui pipeline`: the board of open deals by buying stage, without a screen."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from kamtui.cli.common import opened, print_utf8, to_json
from kamtui.cli.errors import OK
from kamtui.cli.listing import asked_for
from kamtui.cli.plain import print_board, stage_label, sums
from kamtui.cli.tables import print_table
from kamtui.cli.usage import Parser
from kamtui.store.fields import as_json
from kamtui.store.figures.pipeline import by_stage, total, weighted
from kamtui.store.records import Opportunity
from kamtui.store.text.words import word


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("words", metavar="WORD", nargs="*", default=[], help=word("cli.arg.words"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--plain", action="store_true", help=word("shell.arg.plain"))
    form.add_argument("--json", action="store_true", help=word("cli.arg.json"))


def run(arguments: argparse.Namespace) -> int:
    """Print each stage with its total; with --plain or --json its deals too."""
    with opened(arguments) as workspace:
        deals: Iterable[Opportunity] = workspace.records(Opportunity).values()
        if asked := asked_for(workspace, Opportunity, arguments.words):
            deals = filter(asked.matches, deals)
        stages = by_stage(deals, workspace.method)
        currency = workspace.config.currency
        totals = {
            stage: (total(group, currency), weighted(group, workspace.method, currency))
            for stage, group in stages.items()
        }
        if arguments.json:
            print_utf8()
            plain = [
                {
                    "stage": stage,
                    "count": totals[stage][0].n,
                    "amounts": totals[stage][0].amounts,
                    "unknown": totals[stage][0].unknown,
                    "weighted": totals[stage][1].amounts,
                    "opportunities": [as_json(workspace, deal) for deal in group],
                }
                for stage, group in stages.items()
            ]
            print(to_json(plain, indent=2))
        elif arguments.plain:
            print_board(workspace, stages, totals)
        else:
            head = [word(f"shell.plain.{name}") for name in ("stage", "deals", "pipeline", "worth")]
            rows = (
                [stage_label(workspace, stage), str(summed.n), sums(summed), sums(worth)]
                for stage, (summed, worth) in totals.items()
            )
            print_table(head, rows, [False, True, True, True])
    return OK
