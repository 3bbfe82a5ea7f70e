"""What may be told of a run that failed: the kind of error, the criterion, and the answers that it read, by link id.

Never the text of an exception of another kind, and never a value: what a person said is in neither logs nor messages.
"""

from screening import EvaluationFailed, InvalidAnswer


def told(error: Exception) -> dict[str, str]:
    """Fields for a line of the log, and for the document of an assessment that has no result."""
    found = {"kind": type(error).__name__, "criterion": "", "answers": ""}
    match error:
        case EvaluationFailed():
            found |= {"criterion": error.criterion, "answers": ", ".join(error.answers)}
        case InvalidAnswer():
            found |= {"answers": error.link_id}
    return {name: words for name, words in found.items() if words}


def in_words(error: Exception) -> str:
    """ "EvaluationFailed: criterion bmi-high, answers height-cm, weight-kg"."""
    parts = told(error)
    where = ", ".join(f"{name} {parts[name]}" for name in ("criterion", "answers") if name in parts)
    return f"{parts['kind']}: {where}" if where else parts["kind"]
