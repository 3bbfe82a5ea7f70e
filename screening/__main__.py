"""The command line: `python -m screening items | example | assess FILE | explain CRITERION | rules | check`.

Exit status 2 and one line for what cannot be read; 1 and a line each where `check` finds something wrong.
"""

import argparse
import difflib
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from screening.answers import Answers
from screening.assessment import assess
from screening.bank import question_bank
from screening.catalogue import all_criteria, explain, rules
from screening.checking import check
from screening.criterion import Criterion
from screening.errors import InvalidProtocol, MalformedInput, ScreeningError, UnknownCriterion
from screening.instruments import INSTRUMENTS, Instrument, with_words_of
from screening.items import Questionnaire
from screening.protocol import Protocol
from screening.questionnaires import DAY_OF_TREATMENT_KEY, KEYS, intake, questionnaire
from screening.questionnaires.day_of_treatment_2026_1.example import EXAMPLE as DAY
from screening.questionnaires.example import example
from screening.strict_json import read_json

PARTS_OF_A_PROTOCOL = frozenset(("limits", "severities", "phrases"))
MOST_BYTES = 5_000_000
INTAKE_KEY = KEYS[0]


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong in one line, without the usage before it."""

    def error(self, message: str) -> NoReturn:
        raise MalformedInput(f"{message}. See {self.prog} --help")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. 0 whatever the outcome of an assessment, 2 with one clear line for what cannot be read."""
    try:
        options = _parser().parse_args(arguments)
        match options.verb:
            case "check":
                return _check(options)
            case "explain":
                print(_printable(explain(_criterion(options.criterion), _protocol(options.limits), options.as_of)))
            case "rules":
                print(_printable(rules(Protocol.default())), end="")
            case _:
                print(json.dumps(_run(options), indent=2, ensure_ascii=not _prints_unicode()))
    except ScreeningError as error:
        return _refuse(str(error))
    except BrokenPipeError:
        sys.stderr.close()  # whoever reads has enough
    return 0


def _check(options: argparse.Namespace) -> int:
    """Faults, one a line, and status 1; else what was looked at, and what never fires alone."""
    checked = check(_protocol(options.limits), options.as_of)
    if checked.faults:
        print(_printable("\n".join(checked.faults)))
        return 1
    print(
        _printable("\n".join((*checked.notes, f"Nothing is wrong. {len(checked.alone)} criteria have a patient for whom they alone fire.")))
    )
    return 0


def _criterion(name: str) -> Criterion:
    by_id = {criterion.id: criterion for criterion in all_criteria(Protocol.default())}
    if name in by_id:
        return by_id[name]
    near = ", ".join(difflib.get_close_matches(name, by_id, 3))
    raise UnknownCriterion(f"There is no criterion {name!a:.80}. {f'Near it: {near}.' if near else 'All are listed by the verb rules.'}")


def _refuse(line: str) -> int:
    print(" ".join(line.split()).encode("ascii", "backslashreplace").decode(), file=sys.stderr)
    return 2


def _run(options: argparse.Namespace) -> object:
    match options.verb:
        case "items":
            return question_bank(_drawing(options))
        case "example":
            if _drawing(options).id == "day-of-treatment":
                return {"questionnaire": DAY_OF_TREATMENT_KEY, "answers": DAY, "ever": {}}
            return example(options.as_of, cssrs=not options.own_words)
        case _:
            answers = Answers.from_json(_read(options.file), _drawing(options))
            return assess(answers, _protocol(options.limits), options.as_of).to_json()


def _drawing(options: argparse.Namespace) -> Questionnaire:
    """The questionnaire that was asked for; the intake with the scales that a clinic adds."""
    if options.scale and options.questionnaire == INTAKE_KEY:
        return intake(not options.own_words, tuple(_scale(name) for name in options.scale))
    if options.scale:
        raise MalformedInput("Scales are added to the intake only.")
    return questionnaire(options.questionnaire, cssrs=not options.own_words)


def _scale(name: str) -> Instrument:
    """One that is shipped, by its id, or the words of one that is not, out of a file."""
    return INSTRUMENTS[name] if name in INSTRUMENTS else with_words_of(_content(name))


def _protocol(name: str | None) -> Protocol:
    """Limits alone ({"bp.review_systolic": 145}), or a whole protocol."""
    if name is None:
        return Protocol.default()
    data = _read(name)
    if not isinstance(data, dict):
        raise InvalidProtocol("Limits are a JSON object of names and numbers.")
    return Protocol.from_json(data if data.keys() & PARTS_OF_A_PROTOCOL else {"limits": data})


def _read(name: str) -> object:
    return read_json(_content(name))


def _content(name: str) -> bytes:
    try:
        content = sys.stdin.buffer.read(MOST_BYTES + 1) if name == "-" else _bytes_of(Path(name))
    except (OSError, ValueError) as error:
        raise MalformedInput(f"{name!a:.200} cannot be read: {getattr(error, 'strerror', None) or 'no such name'}.") from None
    if len(content) > MOST_BYTES:
        raise MalformedInput(f"This is more than {MOST_BYTES // 1_000_000} megabytes.")
    return content


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _parser() -> argparse.ArgumentParser:
    parser = OneLineParser(prog="python -m screening", description="Screening for ketamine-assisted psychotherapy.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="items | example | assess | explain | rules | check")
    bank = verbs.add_parser("items", help="print the question bank as JSON, with the shape of each answer")
    sample = verbs.add_parser("example", help="print a complete answer file in which nothing fires")
    screen = verbs.add_parser("assess", help="screen an answer file and print what was found as JSON")
    screen.add_argument("file", help="a JSON file of answers, or - for standard input")
    screen.add_argument("--limits", metavar="FILE", help="a JSON file of limits, or of a whole protocol")
    told = verbs.add_parser("explain", help="print one criterion: its rule, limits, tier, clock, sources, a patient for whom it fires")
    told.add_argument("criterion", help="the id of a criterion, such as bp-uncontrolled")
    verbs.add_parser("rules", help="print all criteria as Markdown")
    checked = verbs.add_parser("check", help="look for unknown ids, unreachable conditions, a yes that nothing hears; status 1 if any")
    for verb in (told, checked):
        verb.add_argument("--limits", metavar="FILE", help="a JSON file of limits, or of a whole protocol")
    for verb in (sample, screen, told, checked):
        verb.add_argument("--as-of", type=_day, default=date.today(), metavar="YYYY-MM-DD", help="the day of the assessment; today")  # noqa: DTZ011  # of whoever types this
    for verb in (bank, sample, screen):
        verb.add_argument("--questionnaire", default=INTAKE_KEY, metavar="KEY", help=f"one of {', '.join(KEYS)}; the first")
        verb.add_argument(
            "--scale", action="append", metavar="NAME_OR_FILE", help="add a scale to the intake: who-5, pcl-5, gad-7, or a file"
        )
        verb.add_argument("--own-words", action="store_true", help="ask the safety questions in our own words instead of the C-SSRS")
    return parser


def _day(text: str) -> date:
    try:
        if len(text) == 10 and text[4] == text[7] == "-":
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{text!a:.40} is no day as YYYY-MM-DD")


def _printable(text: str) -> str:
    return text if _prints_unicode() else text.encode("ascii", "backslashreplace").decode()


def _prints_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


if __name__ == "__main__":
    sys.exit(main())
