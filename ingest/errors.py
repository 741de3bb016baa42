"""The one error for input that cannot be read: it names the file (and line) and says what to do."""


class BadInput(Exception):
    """A file, table row or option that cannot be used.

    `str(error)` is one sentence for the user: where, what was found, what to do next.
    """

    def __init__(self, where: str, problem: str, line: int | None = None) -> None:
        self.where, self.problem, self.line = where, problem, line
        place = where if line is None else f"{where}:{line}"
        super().__init__(f"{place}: {problem}")
