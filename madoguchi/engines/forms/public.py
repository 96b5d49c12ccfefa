"""The door of forms.

from madoguchi.engines.forms import public as forms
"""

from madoguchi.engines.forms.actions.fill import check_page_values, fill_pages
from madoguchi.engines.forms.actions.finish import Frozen, discard, freeze, look_over
from madoguchi.engines.forms.actions.forget import empty, forget
from madoguchi.engines.forms.actions.helping import (
    begin_help,
    confirm,
    end_help,
    hand_to_helper,
    waits_for_confirmation,
)
from madoguchi.engines.forms.actions.hold import resume, resume_code, take_along
from madoguchi.engines.forms.actions.papers import attach, limits_of, mark_later, remove_attachment
from madoguchi.engines.forms.actions.parking import park, parked, unpark
from madoguchi.engines.forms.actions.save import Saved, confirm_problems, remove_item, save_none, save_page
from madoguchi.engines.forms.actions.start import start_draft
from madoguchi.engines.forms.analysis import FormFault, analyse, names_of
from madoguchi.engines.forms.answers import Answers, BadPath, get, leaves, put
from madoguchi.engines.forms.blocks import used_blocks
from madoguchi.engines.forms.checks import check, shown_explanations
from madoguchi.engines.forms.codes import new_token, token_digest
from madoguchi.engines.forms.conditions import ConditionError, check_condition, evaluate, holds, read_path
from madoguchi.engines.forms.conditions.types import Codes, Group, Kind, ListOf, Type
from madoguchi.engines.forms.definitions import Explain, FormSpec, Page, Question, Repeat, Slot
from madoguchi.engines.forms.events import DraftDiscarded, DraftStarted, HelpBegun, HelpConfirmed
from madoguchi.engines.forms.fields import FIELD_TYPES, FieldType, Limits, Part, Raw, register_field_type
from madoguchi.engines.forms.from_outside import taken
from madoguchi.engines.forms.joining import check_text, join_form
from madoguchi.engines.forms.models import Draft, DraftFile, DraftPage, DraftSecret
from madoguchi.engines.forms.paths import Asked, Item, Stop, Walk, due_slots, effective, path, walk
from madoguchi.engines.forms.prefill import prefilled, register_prefill
from madoguchi.engines.forms.printing import HandIn, blank_sheet, filled_sheet
from madoguchi.engines.forms.problems import Problem, Unparsable
from madoguchi.engines.forms.queries import draft_for, drafts_of, open_secret, problems_of, was_helped
from madoguchi.engines.forms.refusals import (
    AlreadyHandedIn,
    BadCode,
    DraftClosed,
    NoSuchPage,
    NoSuchSlot,
    NotConfirmed,
    NotForHelper,
    NotReady,
    ParkedGone,
    StaleSave,
    TooManyFiles,
    TooManyItems,
)  # fmt: skip
from madoguchi.engines.forms.rights import is_helper
from madoguchi.engines.forms.rules import Amount, Dated, Rule, RuleValue, all_names, kinds_of_rules, named, rules_on
from madoguchi.engines.forms.schema import json_schema
from madoguchi.engines.forms.showing import Row, Section, item_title, shown
from madoguchi.engines.forms.state import PAPERS, State, item_prefix, page_of, state_of
from madoguchi.engines.forms.typing import parse_typed, typed_from

__all__ = [
    "AlreadyHandedIn", "Amount", "Answers", "Asked", "BadCode", "BadPath", "Codes", "ConditionError", "Dated",
    "Draft", "DraftClosed", "DraftDiscarded", "DraftFile", "DraftPage", "DraftSecret", "DraftStarted", "Explain",
    "FIELD_TYPES", "FieldType", "FormFault", "FormSpec", "Frozen", "Group", "HandIn", "HelpBegun", "HelpConfirmed",
    "Item", "Kind", "Limits", "ListOf", "NoSuchPage", "NoSuchSlot", "NotConfirmed", "NotForHelper", "NotReady",
    "PAPERS", "Page", "ParkedGone", "Part", "Problem", "Question", "Raw", "Repeat", "Row", "Rule", "RuleValue",
    "Saved", "Section", "Slot", "StaleSave", "State", "Stop", "TooManyFiles", "TooManyItems", "Type", "Unparsable",
    "Walk", "all_names", "analyse", "attach", "begin_help", "blank_sheet", "check", "check_condition",
    "check_page_values", "check_text", "confirm", "confirm_problems", "discard", "draft_for", "drafts_of", "due_slots", "effective",
    "empty",
    "end_help", "evaluate", "fill_pages", "filled_sheet", "forget", "freeze", "get", "hand_to_helper", "holds", "is_helper",
    "item_prefix", "item_title", "join_form", "json_schema", "kinds_of_rules", "leaves", "limits_of", "look_over", "mark_later",
    "named", "names_of", "new_token", "open_secret", "page_of", "parse_typed", "park", "parked", "path", "prefilled", "problems_of",
    "put", "read_path", "register_field_type", "register_prefill", "remove_attachment", "remove_item", "resume",
    "resume_code", "rules_on", "save_none", "save_page", "shown", "shown_explanations", "start_draft", "state_of",
    "take_along", "taken", "token_digest", "typed_from", "unpark", "used_blocks", "waits_for_confirmation", "walk", "was_helped",
]  # fmt: skip
