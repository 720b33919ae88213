"""What a judge answers where LibCST cannot read what the answer is in."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from ssotlint.model.errors import ExcerptError

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")
_Other = TypeVar("_Other")


def where_illegible(
    answer: _Other,
) -> Callable[[Callable[_Given, _Answer]], Callable[_Given, _Answer | _Other]]:
    """Let a function give an answer, always the same, in place of ExcerptError."""

    def decorate(function: Callable[_Given, _Answer]) -> Callable[_Given, _Answer | _Other]:
        @wraps(function)
        def answered(*given: _Given.args, **named: _Given.kwargs) -> _Answer | _Other:
            try:
                return function(*given, **named)
            except ExcerptError:
                return answer

        return answered

    return decorate
