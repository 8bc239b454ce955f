"""What the pages of settings show."""

from dataclasses import dataclass

from classroom.core.settings.queries import Change
from classroom.core.settings.rules import Group, Value
from classroom.core.settings.values import Definition


@dataclass(frozen=True, slots=True)
class Line:
    """A setting as it is in force, and who decided it last."""

    definition: Definition
    value: Value
    is_fixed: bool
    changed: Change | None = None
    proposed: str = ""
    """What the records say about it, where nobody has decided yet."""

    @property
    def shown(self) -> str:
        return self.definition.shown(self.value)


@dataclass(frozen=True, slots=True)
class Section:
    """What is decided together."""

    group: Group
    lines: tuple[Line, ...]

    @property
    def can_change(self) -> bool:
        return not self.group.is_outside and not all(line.is_fixed for line in self.lines)


@dataclass(frozen=True, slots=True)
class Past:
    """A change as its history tells it."""

    definition: Definition
    change: Change

    @property
    def before(self) -> str:
        return _shown(self.definition, self.change.before)

    @property
    def after(self) -> str:
        if self.change.value is None:
            return self.definition.shown(self.definition.usual)
        return _shown(self.definition, self.change.value)


@dataclass(frozen=True, slots=True)
class Effect:
    """A figure of today before a change of settings and after it, as people read it."""

    name: str
    before: str
    after: str

    @property
    def is_same(self) -> bool:
        return self.before == self.after


def _shown(definition: Definition, text: str) -> str:
    try:
        return definition.shown(definition.read(text))
    except ValueError:
        return text  # an earlier version of the program knew what it was
