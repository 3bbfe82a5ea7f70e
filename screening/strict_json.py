"""Reading JSON without mercy: repeated keys, NaN, Infinity, broken UTF-8 and endless nesting are refused with one line."""

import json

from screening.errors import MalformedInput


def read_json(text: str | bytes) -> object:
    """The value that the text holds. Raises MalformedInput."""
    try:
        words = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        return json.loads(words, object_pairs_hook=_without_repeats, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise MalformedInput(f"This is not UTF-8 text (byte {error.start}).") from None
    except json.JSONDecodeError as error:
        raise MalformedInput(f"This is not JSON: {error.msg} (line {error.lineno}, column {error.colno}).") from None
    except RecursionError:
        raise MalformedInput("This JSON is nested too deeply.") from None
    except ValueError:  # a number with thousands of digits
        raise MalformedInput("This JSON holds a number that is too long.") from None


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        repeated = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]  # add returns None: go on
        raise MalformedInput(f"The key {repeated!a:.80} stands twice in one object.")
    return found


def _refuse_constant(word: str) -> object:
    raise MalformedInput(f"{word} is not a JSON number.")
