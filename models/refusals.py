"""What a rule says when it will not do something: a class with data, never a sentence.

The words for each refusal live in the Fluent files, under the message id that the class names here, so that
the person reads them in their own language. A refusal is no error: the transaction is rolled back, nothing
is half done, and the person is told what they can do instead.
"""

from __future__ import annotations

from typing import Any, ClassVar


class Refusal(Exception):
    """A rule's "no", with the facts that explain it.

    Attributes:
        message: the Fluent message id that words it.
        facts: what the message may speak of, as keyword arguments given at the raise: plain values
            (numbers of minutes, names, moments), which the language room knows how to word.
        spoken_for: the name of the member for whom an organiser acted when it was said, if so.
    """

    message: ClassVar[str] = "refusal"
    spoken_for: str | None = None

    def __init__(self, **facts: Any) -> None:
        super().__init__(f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in facts.items())})")
        self.facts = facts
