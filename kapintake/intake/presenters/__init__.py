"""What the pages show, put together once: task list, question page, check page."""

from kapintake.intake.presenters.checking import check_parts, missing_rows, parts_on_behalf
from kapintake.intake.presenters.questions import Question, doubts, left_of_scale, list_in, question, words_in
from kapintake.intake.presenters.tasks import has_introduction, next_in_part, page_url, part_url, task_list, whole_scale

__all__ = [
    "Question", "check_parts", "doubts", "has_introduction", "left_of_scale", "list_in", "missing_rows", "next_in_part", "page_url",
    "part_url", "parts_on_behalf", "question", "task_list", "whole_scale", "words_in",
]  # fmt: skip
