"""What is raised for bad content. Bad content raises; it never reads as "no"."""


class ScreeningError(Exception):
    """Base of every error of this package; its text is one plain line that says what to do."""


class MalformedInput(ScreeningError):
    """Text that is no strict JSON, or JSON that has not the shape of answers."""


class UnknownItem(ScreeningError):
    """A link id that the questionnaire does not have."""


class InvalidAnswer(ScreeningError):
    """A value of the wrong type, outside its hard range or not among the options; names the item and what is allowed."""

    def __init__(self, link_id: str, message: str) -> None:
        super().__init__(f"{link_id}: {message}")
        self.link_id = link_id
        self.message = message


class InvalidProtocol(ScreeningError):
    """A limit that is unknown, outside its allowed range, or out of order in its family."""


class InvalidQuestionnaire(ScreeningError):
    """A questionnaire that contradicts itself: a link id used twice, a condition on an unknown item."""


class InvalidScale(ScreeningError):
    """A clinic's file with the words of a scale that does not fit the scale; names the part and what is allowed."""


class EvaluationFailed(ScreeningError):
    """A criterion could not be evaluated. The case must be shown as not assessed.

    `criterion` names it, as far as that is known; `answers` are the link ids of the answers on which it failed. No value of
    an answer is in its text, so that the text may be logged.
    """

    def __init__(self, message: str, *, criterion: str = "", answers: tuple[str, ...] = ()) -> None:
        super().__init__(f"{message} Answers read: {', '.join(answers)}." if answers else message)
        self.message = message
        self.criterion = criterion
        self.answers = answers


class UnknownCriterion(ScreeningError):
    """An id that no criterion has; names those near it."""
