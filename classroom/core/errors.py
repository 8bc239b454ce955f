"""What can go wrong by the rules, each with the sentence that staff will read."""


class Refusal(Exception):  # noqa: N818  a rule said no; nothing is broken
    """A rule said no. Its text is one polite Japanese sentence that says what to do."""

    @property
    def sentence(self) -> str:
        return str(self)


class Stale(Refusal):
    """Someone else changed the record since this page was opened; nothing was overwritten."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(
            sentence
            or "この画面を開いたあとに、ほかの方が同じ内容を直しました。"
            "いまの内容を確かめてから、もう一度登録してください。",
        )


class NotAllowed(Refusal):
    """The person's role, or whose class it is, does not allow this."""


class SettingError(Refusal):
    """A setting in config.toml or the environment cannot be used."""


class DatabaseGone(Exception):  # noqa: N818  as SQLAlchemy's own, but no view takes it for a refusal
    """The file of the database is not where it was. Its text is a sentence as a Refusal's."""
