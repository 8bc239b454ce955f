"""What every page of this program owes its readers, each rule a small function.

A rule goes from the parsed page to sentences that say what is wrong, with the element at fault.
One more rule is one more function in `RULES`.
"""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import html5lib
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

Rule = Callable[[BeautifulSoup], Iterator[str]]

# The same pages were looked at with SQLite already; there each costs more than its own making.
ON_POSTGRESQL = "TEST_POSTGRESQL" in os.environ
ASIDE = ("rt", "rp", "script", "style", "template")
UNLABELLED = ("hidden", "submit", "button", "reset", "image")


def checked(html: str, url: str = "") -> BeautifulSoup:
    """The parsed page; an AssertionError names each rule it breaks and the element at fault."""
    page = BeautifulSoup(html, "html5lib")
    if ON_POSTGRESQL:
        return page
    faults = list(parse_faults(html))
    for rule in RULES:
        faults += [f"{rule.__name__}: {fault}" for fault in rule(page)]
    assert not faults, f"{url} breaks {len(faults)} rule(s):\n  " + "\n  ".join(faults)
    return page


def text_of(tag: Tag) -> str:
    """What is read aloud as the words of an element: no ruby, no spaces at the ends."""
    return " ".join("".join(_strings(tag)).split())


def _strings(tag: Tag) -> Iterator[str]:
    if tag.name in ASIDE:
        return
    for child in tag.children:
        if isinstance(child, Tag):
            yield from _strings(child)
        elif type(child) is NavigableString:  # no comment
            yield child


def show(tag: Tag) -> str:
    html = " ".join(str(tag).split())
    return html if len(html) <= 160 else html[:160] + "…"


def _spoken(tag: Tag) -> str:
    """The accessible name, near enough: aria-label, words, or the words of a picture inside."""
    labels = [str(tag.get("aria-label", "")), text_of(tag)]
    labels += [str(inner.get("aria-label", "")) for inner in tag.select("[aria-label]")]
    labels += [str(image.get("alt", "")) for image in tag.select("img")]
    return "".join(labels).strip()


def parse_faults(html: str) -> Iterator[str]:
    """HTML5 as the standard's own parser reads it, errors included."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
    parser.parse(html)
    for (line, _column), code, details in parser.errors:
        source = html.splitlines()[line - 1].strip()[:160] if html.strip() else ""
        yield f"parse: line {line}: {code} {details or ''}: {source}"


def language(page: BeautifulSoup) -> Iterator[str]:
    """The page says that it is in Japanese."""
    root = page.html
    if root is None or root.get("lang") != "ja":
        yield 'the page needs <html lang="ja">'


def one_main(page: BeautifulSoup) -> Iterator[str]:
    """One main landmark."""
    if len(page.select("main")) != 1:
        yield f"{len(page.select('main'))} <main>, not 1"


def one_h1(page: BeautifulSoup) -> Iterator[str]:
    """One first heading, with words."""
    headings = page.select("h1")
    if len(headings) != 1 or not text_of(headings[0]):
        yield f"{len(headings)} <h1>, not 1 with words: {[show(h) for h in headings]}"


def title(page: BeautifulSoup) -> Iterator[str]:
    """The tab's name before ｜ and the h1 speak of the same: one holds the other."""
    short = "".join(page.title.get_text().partition("｜")[0].split()) if page.title else ""
    heading = "".join(text_of(page.h1).split()) if page.h1 else ""
    if not short:
        yield "the <title> is empty"
    elif short not in heading and heading not in short:
        yield f"<title> {short!r} is not in the h1 {heading!r}, nor the h1 in it"


def labels(page: BeautifulSoup) -> Iterator[str]:
    """Every field has a label with words."""
    for field in page.select("input, select, textarea"):
        if (
            field.get("type") in UNLABELLED
            or field.get("aria-label")
            or field.get("aria-labelledby")
        ):
            continue
        own = [label for label in page.select("label[for]") if label["for"] == field.get("id")]
        around = field.find_parent("label")
        if not any(text_of(label) for label in [*own, around] if label is not None):
            yield f"no label: {show(field)}"


def references(page: BeautifulSoup) -> Iterator[str]:
    """What an attribute points to is on the page."""
    ids = {str(tag["id"]) for tag in page.select("[id]")}
    for name in (
        "aria-describedby",
        "aria-labelledby",
        "aria-controls",
        "for",
        "form",
        "data-echo",
    ):
        for tag in page.select(f"[{name}]"):
            wanted = tag[name] if isinstance(tag[name], list) else str(tag[name]).split()
            for missing in set(wanted) - ids:
                yield f"{name} points to #{missing}, which is not there: {show(tag)}"
    for link in page.select('a[href^="#"]'):
        if str(link["href"])[1:] not in ids:
            yield f"a link to {link['href']}, which is not there: {show(link)}"


def unique_ids(page: BeautifulSoup) -> Iterator[str]:
    """No id twice, none empty."""
    counts = Counter(str(tag["id"]) for tag in page.select("[id]"))
    for name, count in counts.items():
        if count > 1 or not name.strip():
            yield f"id {name!r} is there {count} times"


def errors_tied(page: BeautifulSoup) -> Iterator[str]:
    """A field marked wrong says why by aria-describedby, and every .err belongs to a field."""
    described = {word for tag in page.select("[aria-describedby]") for word in _words(tag)}
    for field in page.select('[aria-invalid="true"]'):
        if not any(page.select_one(f'.err[id="{word}"]') for word in _words(field)):
            yield f"marked wrong without a reason: {show(field)}"
    for error in page.select(".err"):
        if error.get("id") not in described:
            yield f"an error tied to no field: {show(error)}"


def _words(tag: Tag) -> list[str]:
    value = tag.get("aria-describedby") or ""
    return list(value) if isinstance(value, list) else str(value).split()


def forms(page: BeautifulSoup) -> Iterator[str]:
    """A form says where it goes; one that writes carries its token and its operation id."""
    for form in page.select("form"):
        method = str(form.get("method", "get")).lower()
        if method != "dialog" and not form.get("action"):
            yield f"no action: {show(form)}"
        for name in ("csrf_token", "operation_id") if method == "post" else ():
            field = form.select_one(f'input[name="{name}"]')
            if field is None or not field.get("value"):
                yield f"no {name}: {show(form)}"


def words_on_controls(page: BeautifulSoup) -> Iterator[str]:
    """Links and buttons can be named by someone who does not see them."""
    for control in page.select("a[href], button, summary"):
        if not _spoken(control):
            yield f"no words: {show(control)}"


def pictures(page: BeautifulSoup) -> Iterator[str]:
    """An img has an alt; an svg is hidden or named."""
    for image in page.select("img:not([alt])"):
        yield f"no alt: {show(image)}"
    for drawing in page.select("svg"):
        named = drawing.get("aria-label") or drawing.get("aria-labelledby")
        if drawing.get("aria-hidden") != "true" and not (drawing.get("role") == "img" and named):
            yield f"neither hidden nor named: {show(drawing)}"


def tables(page: BeautifulSoup) -> Iterator[str]:
    """A table has a caption, and each head says what it heads."""
    for table in page.select("table"):
        if table.caption is None or not text_of(table.caption):
            yield f"no caption: {show(table)}"
    for head in page.select("th:not([scope])"):
        yield f"no scope: {show(head)}"


def strict_policy(page: BeautifulSoup) -> Iterator[str]:
    """Nothing that `default-src 'self'` would block, and nothing from elsewhere."""
    for tag in page.select("[style], style, script:not([src])"):
        yield f"inline style or script: {show(tag)}"
    for tag in page.find_all(lambda tag: any(name.startswith("on") for name in tag.attrs)):
        yield f"inline handler: {show(tag)}"
    for name in ("src", "srcset", "action", "data", "poster"):
        yield from _elsewhere(page.select(f"[{name}]"), name)
    yield from _elsewhere(page.select("link[href], use[href]"), "href")


def _elsewhere(tags: Iterable[Tag], name: str) -> Iterator[str]:
    for tag in tags:
        if re.match(r"(https?:)?//|data:", str(tag[name])):
            yield f"from elsewhere: {show(tag)}"


def leftovers(page: BeautifulSoup) -> Iterator[str]:
    """No empty value of the program and no piece of a template among the words or the addresses."""
    body = text_of(page.body) if page.body else ""
    for match in re.finditer(r"\{\{|\}\}|\{%|(?<![A-Za-z])(None|Undefined)(?![A-Za-z])", body):
        yield f"…{body[max(match.start() - 30, 0) : match.end() + 30]}…"
    for tag in page.select("[value], [href], [action], [aria-label]"):
        for name in ("value", "href", "action", "aria-label"):
            if re.search(r"(?<![A-Za-z])None(?![A-Za-z])|\{\{", str(tag.get(name, ""))):
                yield f"in {name}: {show(tag)}"


RULES: tuple[Rule, ...] = (
    language,
    one_main,
    one_h1,
    title,
    labels,
    references,
    unique_ids,
    errors_tied,
    forms,
    words_on_controls,
    pictures,
    tables,
    strict_policy,
    leftovers,
)
