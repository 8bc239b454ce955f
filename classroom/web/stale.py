"""A form that met a newer version of its record: nothing typed is lost, both are shown."""

from classroom.core.errors import Refusal, Stale
from classroom.web.forms import Form


def refuse_beside(form: Form, refusal: Refusal, stored: Form) -> Form | None:
    """Show a refusal on the form; return the stored form if the page must show what differs.

    After a stale version the form carries the newest one: whoever has seen both may send again.
    """
    form.refuse(refusal)
    if not isinstance(refusal, Stale):
        return None
    form.version.data = stored.version.data
    return stored
