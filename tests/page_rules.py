"""What every page of this program owes its readers, each rule a small function.

A rule goes from the parsed page to sentences that say what is wrong, with the element at fault.
One more rule is one more function in `RULES`.
"""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import html5lib
from bs4 import BeautifulSoup, Tag
from bs4.builder._html5lib import HTML5TreeBuilder
from bs4.element import NavigableString

# The same pages were looked at with SQLite already; there each costs more than its own making.
ON_POSTGRESQL = "TEST_POSTGRESQL" in os.environ
ASIDE = ("rt", "rp", "script", "style", "template")
UNLABELLED = ("hidden", "submit", "button", "reset", "image")


class Parser(HTML5TreeBuilder):
    """HTML5 as the standard's own parser reads it, and what it had to mend: both at one reading."""

    errors: Sequence[tuple[tuple[int, int], str, object]] = ()

    def feed(self, markup: str) -> None:  # type: ignore[override]  # never bytes here
        parser = html5lib.HTMLParser(tree=self.create_treebuilder)
        assert self.underlying_builder is not None
        self.underlying_builder.parser = parser
        parser.parse(markup).original_encoding = None
        self.underlying_builder.parser = None
        self.errors = parser.errors


class Page:
    """A parsed page whose elements are gone through once, not once for each question."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.soup = soup
        self.tags = [tag for tag in soup.find_all(name=True) if isinstance(tag, Tag)]

    def named(self, *names: str) -> list[Tag]:
        return [tag for tag in self.tags if tag.name in names]

    def having(self, attribute: str, *names: str) -> list[Tag]:
        """The elements with this attribute, of these names if any are given."""
        return [t for t in self.tags if attribute in t.attrs and (not names or t.name in names)]


Rule = Callable[[Page], Iterator[str]]


def checked(html: str, url: str = "") -> BeautifulSoup:
    """The parsed page; an AssertionError names each rule it breaks and the element at fault."""
    parser = Parser()
    soup = BeautifulSoup(html, builder=parser)
    if ON_POSTGRESQL:
        return soup
    page = Page(soup)
    faults = list(parse_faults(html, parser.errors))
    for rule in RULES:
        faults += [f"{rule.__name__}: {fault}" for fault in rule(page)]
    assert not faults, f"{url} breaks {len(faults)} rule(s):\n  " + "\n  ".join(faults)
    return soup


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
    for inner in tag.find_all(name=True):
        labels += [str(inner.get("aria-label", "")), str(inner.get("alt", ""))]
    return "".join(labels).strip()


def parse_faults(html: str, errors: Iterable[tuple[tuple[int, int], str, object]]) -> Iterator[str]:
    """What the parser had to mend, with the line it stands in."""
    for (line, _column), code, details in errors:
        source = html.splitlines()[line - 1].strip()[:160] if html.strip() else ""
        yield f"parse: line {line}: {code} {details or ''}: {source}"


def language(page: Page) -> Iterator[str]:
    """The page says that it is in Japanese."""
    root = page.soup.html
    if root is None or root.get("lang") != "ja":
        yield 'the page needs <html lang="ja">'


def one_main(page: Page) -> Iterator[str]:
    """One main landmark."""
    if len(found := page.named("main")) != 1:
        yield f"{len(found)} <main>, not 1"


def one_h1(page: Page) -> Iterator[str]:
    """One first heading, with words."""
    headings = page.named("h1")
    if len(headings) != 1 or not text_of(headings[0]):
        yield f"{len(headings)} <h1>, not 1 with words: {[show(h) for h in headings]}"


def title(page: Page) -> Iterator[str]:
    """The tab's name before ｜ and the h1 speak of the same: one holds the other."""
    short = (
        "".join(page.soup.title.get_text().partition("｜")[0].split()) if page.soup.title else ""
    )
    heading = "".join(text_of(page.soup.h1).split()) if page.soup.h1 else ""
    if not short:
        yield "the <title> is empty"
    elif short not in heading and heading not in short:
        yield f"<title> {short!r} is not in the h1 {heading!r}, nor the h1 in it"


def labels(page: Page) -> Iterator[str]:
    """Every field has a label with words."""
    named = page.having("for", "label")
    for field in page.named("input", "select", "textarea"):
        if (
            field.get("type") in UNLABELLED
            or field.get("aria-label")
            or field.get("aria-labelledby")
        ):
            continue
        own = [label for label in named if label["for"] == field.get("id")]
        around = field.find_parent("label")
        if not any(text_of(label) for label in [*own, around] if label is not None):
            yield f"no label: {show(field)}"


def references(page: Page) -> Iterator[str]:
    """What an attribute points to is on the page."""
    ids = {str(tag["id"]) for tag in page.having("id")}
    for name in (
        "aria-describedby",
        "aria-labelledby",
        "aria-controls",
        "for",
        "form",
        "data-echo",
    ):
        for tag in page.having(name):
            wanted = tag[name] if isinstance(tag[name], list) else str(tag[name]).split()
            for missing in set(wanted) - ids:
                yield f"{name} points to #{missing}, which is not there: {show(tag)}"
    for link in page.having("href", "a"):
        if str(link["href"]).startswith("#") and str(link["href"])[1:] not in ids:
            yield f"a link to {link['href']}, which is not there: {show(link)}"


def unique_ids(page: Page) -> Iterator[str]:
    """No id twice, none empty."""
    counts = Counter(str(tag["id"]) for tag in page.having("id"))
    for name, count in counts.items():
        if count > 1 or not name.strip():
            yield f"id {name!r} is there {count} times"


def errors_tied(page: Page) -> Iterator[str]:
    """A field marked wrong says why by aria-describedby, and every .err belongs to a field."""
    described = {word for tag in page.having("aria-describedby") for word in _words(tag)}
    errors = [tag for tag in page.having("class") if "err" in (tag.get("class") or [])]
    reasons = {str(error.get("id")) for error in errors}
    for field in page.having("aria-invalid"):
        if field["aria-invalid"] == "true" and not reasons & set(_words(field)):
            yield f"marked wrong without a reason: {show(field)}"
    for error in errors:
        if error.get("id") not in described:
            yield f"an error tied to no field: {show(error)}"


def _words(tag: Tag) -> list[str]:
    value = tag.get("aria-describedby") or ""
    return list(value) if isinstance(value, list) else str(value).split()


def forms(page: Page) -> Iterator[str]:
    """A form says where it goes; one that writes carries its token and its operation id."""
    for form in page.named("form"):
        method = str(form.get("method", "get")).lower()
        if method != "dialog" and not form.get("action"):
            yield f"no action: {show(form)}"
        for name in ("csrf_token", "operation_id") if method == "post" else ():
            field = form.select_one(f'input[name="{name}"]')
            if field is None or not field.get("value"):
                yield f"no {name}: {show(form)}"


def words_on_controls(page: Page) -> Iterator[str]:
    """Links and buttons can be named by someone who does not see them."""
    for control in [*page.having("href", "a"), *page.named("button", "summary")]:
        if not _spoken(control):
            yield f"no words: {show(control)}"


def pictures(page: Page) -> Iterator[str]:
    """An img has an alt; an svg is hidden or named."""
    for image in page.named("img"):
        if "alt" not in image.attrs:
            yield f"no alt: {show(image)}"
    for drawing in page.named("svg"):
        named = drawing.get("aria-label") or drawing.get("aria-labelledby")
        if drawing.get("aria-hidden") != "true" and not (drawing.get("role") == "img" and named):
            yield f"neither hidden nor named: {show(drawing)}"


def tables(page: Page) -> Iterator[str]:
    """A table has a caption, and each head says what it heads."""
    for table in page.named("table"):
        if table.caption is None or not text_of(table.caption):
            yield f"no caption: {show(table)}"
    for head in page.named("th"):
        if "scope" not in head.attrs:
            yield f"no scope: {show(head)}"


def strict_policy(page: Page) -> Iterator[str]:
    """Nothing that `default-src 'self'` would block, and nothing from elsewhere."""
    for tag in page.tags:
        if "style" in tag.attrs or tag.name == "style" or is_inline_script(tag):
            yield f"inline style or script: {show(tag)}"
        if any(name.startswith("on") for name in tag.attrs):
            yield f"inline handler: {show(tag)}"
    for name in ("src", "srcset", "action", "data", "poster"):
        yield from _elsewhere(page.having(name), name)
    yield from _elsewhere(page.having("href", "link", "use"), "href")


def is_inline_script(tag: Tag) -> bool:
    return tag.name == "script" and "src" not in tag.attrs


def _elsewhere(tags: Iterable[Tag], name: str) -> Iterator[str]:
    for tag in tags:
        if re.match(r"(https?:)?//|data:", str(tag[name])):
            yield f"from elsewhere: {show(tag)}"


def leftovers(page: Page) -> Iterator[str]:
    """No empty value of the program and no piece of a template among the words or the addresses."""
    body = text_of(page.soup.body) if page.soup.body else ""
    for match in re.finditer(r"\{\{|\}\}|\{%|(?<![A-Za-z])(None|Undefined)(?![A-Za-z])", body):
        yield f"…{body[max(match.start() - 30, 0) : match.end() + 30]}…"
    for tag in page.tags:
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
