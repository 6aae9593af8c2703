"""What the workbench has to prove before people get it, and the tests that prove it.

Each point names its tests, and this module fails when one of them is gone or was given another name. Points of
areas that are tested elsewhere as a whole are left to them.
"""

from __future__ import annotations

import ast
from functools import cache

import pytest
from source_tree import ROOT

POINTS: dict[str, tuple[str, ...]] = {
    "1 a newcomer finds help, a deal, a move, undo and the way out": (
        "terminal/test_newcomer.py::test_a_newcomer_finds_help_a_deal_a_move_undo_and_the_way_out_from_what_the_screen_shows",
        "terminal/test_first_run.py::test_1_opens_the_demo_with_its_first_steps",
    ),
    "2 keymap, bindings, help, palette, page of keys and manual are one": (
        "screens/test_keymap.py::test_every_command_has_its_action_on_each_screen_where_it_is_bound",
        "screens/test_everywhere.py::test_the_help_lists_every_command_of_the_screen_with_its_keys",
        "screens/test_menus.py::test_the_palette_runs_commands_shows_their_keys_and_offers_the_latest_first",
        "tui/cli/test_cli_keys.py::test_the_page_of_keys_is_what_the_command_prints",
        "tui/cli/test_cli_man.py::test_the_manual_names_every_command_option_key_setting_and_id",
    ),
    "3 no key twice, none that never arrives, each command without a letter, full-width twins": (
        "screens/test_keymap.py::test_no_key_is_bound_twice_on_a_screen",
        "screens/test_keymap.py::test_no_key_is_bound_that_a_multiplexer_or_an_input_method_takes",
        "screens/test_keymap.py::test_every_command_is_named_explained_and_reached_without_a_letter",
        "screens/test_keymap.py::test_every_punctuation_key_has_the_twins_that_a_chinese_input_method_sends",
    ),
    "4 the whole tour in tmux at 80 by 24, in ASCII and without colour": (
        "terminal/test_newcomer.py::test_the_whole_tour_can_be_made_in_tmux_without_colour_and_beyond_ascii_only_names",
    ),
    "5 NO_COLOR with every theme; no text in the colour of its background": (
        "terminal/test_shell_on_a_terminal.py::test_with_no_color_no_theme_sends_a_single_colour",
        "terminal/test_shell_on_a_terminal.py::test_no_theme_draws_a_text_in_the_colour_of_its_background",
    ),
    "6 the bytes of PuTTY": (
        "terminal/test_shell_on_a_terminal.py::test_the_bytes_of_putty_do_what_those_of_xterm_do",
    ),
    "7 a paste outside a field changes nothing": (
        "terminal/test_shell_on_a_terminal.py::test_a_paste_outside_a_field_changes_nothing",
        "terminal/test_shell_on_a_terminal.py::test_a_key_that_is_held_and_a_command_typed_at_once_are_no_paste",
    ),
    "8 Chinese outside a field": (
        "terminal/test_shell_on_a_terminal.py::test_chinese_typed_outside_a_field_says_that_the_input_method_is_on",
    ),
    "9 copying": (
        "terminal/test_shell_on_a_terminal.py::test_copying_inside_a_default_tmux_reaches_its_buffer",
        "terminal/test_shell_on_a_terminal.py::test_without_tmux_copying_sends_the_sequence_and_always_writes_the_file",
        "terminal/test_shell_on_a_terminal.py::test_a_long_text_goes_to_the_file_and_not_to_the_terminal",
    ),
    "10 no terminal, or a dumb one": (
        "tui/cli/test_cli_process.py::test_on_a_terminal_a_refusal_is_one_sentence_without_escapes",
        "terminal/test_terminal.py::test_a_pipe_a_closed_stream_a_dumb_terminal_and_a_foreign_encoding_are_refused_with_the_reason",
    ),
    "11 --json keeps to a published schema, stdout clean, a reader that closes its pipe": (
        "tui/cli/test_cli_schema.py::test_json_of_every_command_keeps_to_its_schema_and_stands_alone",
        "tui/cli/test_cli_schema.py::test_every_command_with_json_has_its_schema_and_a_call",
        "tui/cli/test_cli_schema.py::test_the_published_page_is_what_the_command_prints",
        "tui/cli/test_cli_schema.py::test_a_reader_that_goes_away_is_no_error_of_any_command_that_prints_much",
        "tui/cli/test_cli_process.py::test_a_pipe_that_closes_in_the_middle_is_no_error",
    ),
    "12 nothing that draws is imported by a command, and no slow library by either": (
        "test_layers.py::test_importing_it_loads_nothing_that_draws",
        "test_layers.py::test_the_account_list_waits_for_nothing_that_it_does_not_show",
        "test_layers.py::test_no_screen_waits_for_a_slow_library_before_it_is_used",
        "test_layers.py::test_no_command_that_prints_loads_a_slow_library",
    ),
    "13 a bulk change is one step": (
        "screens/test_list_changes.py::test_b_shows_what_a_value_would_do_to_each_marked_row_and_one_undo_takes_all_back",
        "store/lists/test_bulk.py::test_thirty_seven_deals_are_one_step_that_a_restart_can_take_back_and_do_again",
    ),
    "14 an import that is broken off leaves nothing half done": (
        "tui/cli/test_cli_import_killed.py::test_an_import_that_is_killed_leaves_old_or_new_and_can_be_done_again",
        "store/exchange/test_import_rules.py::test_what_fails_half_way_leaves_the_workspace_as_it_was",
        "torture/test_kill_points.py::test_a_real_process_that_is_killed_or_refused_leaves_old_or_new",
    ),
    "15 the same file again changes nothing, a corrected one exactly the corrected cells": (
        "store/exchange/test_import_rules.py::test_the_same_file_again_changes_nothing_and_touches_no_file",
        "store/exchange/test_import_rules.py::test_a_corrected_file_changes_just_the_corrected_fields",
        "store/exchange/test_import_rules.py::test_a_corrected_order_line_changes_one_line",
        "tui/cli/test_cli_round_trip.py::test_a_corrected_list_changes_exactly_the_corrected_cell",
    ),
    "16 every encoding, separator, workbook, day and unit gives equal records": (
        "store/exchange/test_import_spellings.py::test_the_same_deals_are_the_same_records_however_they_are_written",
        "store/exchange/test_import_spellings.py::"
        "test_big5_with_traditional_titles_gives_the_records_that_utf_8_and_simplified_titles_give",
    ),
    "17 rejected rows come back mended": (
        "store/exchange/test_import_rejects.py::test_the_rejected_rows_come_back_mended_as_if_they_had_been_right",
        "store/exchange/test_import_order_lines.py::test_a_mended_reject_does_not_write_over_its_equal",
        "store/exchange/test_import_order_lines.py::test_a_rejects_file_made_in_one_language_comes_back_in_the_other",
    ),
    "18 the waterfall balances, nothing changes against itself, snapshots are byte-stable": (
        "store/figures/test_review_changes.py::test_every_waterfall_balances_and_turns_round",
        "store/figures/test_review_changes.py::test_nothing_has_changed_between_a_snapshot_and_itself",
        "store/review/test_review_snapshots.py::"
        "test_two_workspaces_with_the_same_data_have_the_same_snapshot_byte_for_byte",
        "store/review/test_review_snapshots.py::"
        "test_a_snapshot_is_called_after_its_iso_week_and_taking_it_again_changes_nothing",
    ),
    "19 a forecast category that was picked survives moves": (
        "screens/test_deal_ends.py::test_a_category_is_picked_for_a_reason_and_stays_when_the_deal_moves",
        "store/review/test_review_snapshots.py::"
        "test_a_pick_of_the_category_survives_stages_and_ends_when_the_deal_closes",
    ),
    "20 ticks in the minutes are read back": (
        "store/review/test_minutes_read_back.py::test_every_ticked_box_marks_its_task_done_and_nothing_else",
        "store/review/test_minutes_read_back.py::test_a_single_tick_marks_a_single_task_done",
        "tui/cli/test_cli_review.py::test_ticked_minutes_mark_tasks_done_and_unknown_ids_are_named",
    ),
    "21 what is exported as CSV comes back without a change, formulas defused": (
        "tui/cli/test_cli_round_trip.py::test_a_list_printed_for_a_spreadsheet_comes_back_as_the_same_records",
        "tui/cli/test_cli_round_trip.py::test_a_whole_workspace_goes_through_spreadsheets_into_an_empty_one",
        "store/text/test_spreadsheet.py::test_every_text_comes_back_from_its_cell",
        "store/text/test_spreadsheet.py::test_several_values_come_apart_as_they_were_joined",
    ),
    "22 languages and locales": (
        "terminal/test_first_run.py::test_the_language_follows_the_environment_and_no_locale_stops_the_screens",
        "test_words.py::test_every_word_is_there_in_both_languages_with_the_same_places",
    ),
    "23 pinyin": (
        "store/text/test_pinyin.py::test_a_name_is_found_by_any_way_to_write_it",
        "store/text/test_pinyin.py::test_names_sort_by_pinyin_with_latin_among_them",
        "screens/test_menus.py::test_the_palette_opens_accounts_deals_and_people_by_hanzi_pinyin_and_initials",
    ),
    "24 what is exported to be read: Chinese in its own room, nothing from outside": (
        "store/charts/test_exports_on_paper.py::"
        "test_texts_of_every_chart_stand_in_their_own_room_and_need_nothing_from_outside",
        "store/charts/test_exports_on_paper.py::test_minutes_are_readable_and_need_nothing_from_outside",
        "store/charts/test_exports_on_paper.py::test_tables_of_charts_and_pages_of_deals_are_readable",
        "store/charts/test_chart_making.py::test_texts_of_an_svg_on_the_same_line_do_not_overlap",
    ),
    "25 the doctor names every planted fault and mends the safe ones only": (
        "store/checks/test_every_fault.py::test_the_doctor_names_the_fault_and_mends_it_only_where_that_is_safe",
        "store/checks/test_every_fault.py::test_every_kind_of_fault_that_kamtui_knows_is_planted",
        "store/checks/test_every_fault.py::test_many_faults_at_once_are_all_named_and_the_safe_ones_mended",
    ),
    "26 a read-only session": (
        "tui/cli/test_cli_read_only.py::test_a_read_only_session_refuses_every_command_that_writes",
        "screens/test_read_only_session.py::test_no_key_of_a_read_only_session_changes_a_file",
    ),
    "28 two people edit": (
        "screens/test_everywhere.py::test_the_change_of_a_colleague_shows_within_two_seconds_and_the_cursor_stays",
        "screens/test_everywhere.py::test_undo_leaves_what_a_colleague_has_changed_since",
    ),
    "29 every screen has its plain twin with the same numbers": (
        "tui/cli/test_cli_plain.py::test_the_plain_list_has_the_numbers_of_the_account_list",
        "tui/cli/test_cli_plain.py::test_the_plain_board_has_the_counts_sums_and_deals_of_the_board",
        "tui/cli/test_cli_plain.py::test_the_plain_page_has_every_field_and_part_of_the_page",
        "tui/cli/test_cli_people_same_figures.py::test_screen_json_plain_and_table_tell_the_same",
        "tui/cli/test_cli_plain_twins.py::test_the_rivals_and_their_figure_tell_the_same_record",
        "tui/cli/test_cli_plain_twins.py::test_the_agenda_and_kamtui_due_list_the_same",
        "tui/cli/test_cli_plain.py::test_by_ear_a_numbered_menu_leads_to_the_same_lines",
    ),
    "30 a visit is logged in at most eight keys beyond the text": (
        "screens/test_quick_log_keys.py::test_a_visit_is_logged_in_at_most_eight_keys_beyond_the_text",
    ),
}
"""By the point the tests, as pytest names them below `tests/`."""


@cache
def names_in(file: str) -> set[str]:
    """The names of the tests in a file."""
    tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("point", POINTS)
def test_every_test_that_proves_a_point_is_there(point: str) -> None:
    missing = [name for name in POINTS[point] if name.partition("::")[2] not in names_in(name.partition("::")[0])]
    assert missing == []
