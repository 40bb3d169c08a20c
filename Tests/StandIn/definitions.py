"""What the stand-in knows of the sources: their `fetch:` blocks, read by a small reader of just the YAML they use.

It is no reader of YAML at large. Mappings and lists, in blocks or in brackets, and scalars, all of them kept as text:
a definition that uses more stops the stand-in with the file and the line.
"""
import pathlib
import re


class Unreadable(Exception):
    """A definition that this reader does not understand, or one that does not say what a stand-in has to know."""


def uncommented(line):
    """The line without its comment: a # at the beginning or after a blank, outside quotes."""
    quote = None
    for place, letter in enumerate(line):
        if quote:
            quote = None if letter == quote else quote
        elif letter in "\"'" and (place == 0 or line[place - 1] in " [{,:("):
            quote = letter
        elif letter == "#" and (place == 0 or line[place - 1] in " \t"):
            return line[:place].rstrip()
    return line.rstrip()


class Flow:
    """A value on one line, such as `{page: "https://…", link: {text: "…"}}`."""

    def __init__(self, text, where):
        self.text, self.at, self.where = text, 0, where

    def fail(self, what):
        raise Unreadable(f"{self.where}: {what} in {self.text!r}")

    def skip(self):
        while self.at < len(self.text) and self.text[self.at] in " \t":
            self.at += 1

    def peek(self):
        self.skip()
        return self.text[self.at] if self.at < len(self.text) else ""

    def whole(self):
        value = self.value(ends="")
        if self.peek():
            self.fail(f"{self.text[self.at:]!r} is left over")
        return value

    def value(self, ends):
        first = self.peek()
        if first == "{":
            return self.mapping()
        if first == "[":
            return self.sequence()
        if first in ("\"", "'"):
            return self.quoted(first)
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in ends:
            if ends and self.text[self.at] == ":" and self.text[self.at + 1:self.at + 2] in (" ", ""):
                break
            self.at += 1
        return self.text[start:self.at].strip()

    def quoted(self, quote):
        self.at += 1
        found = []
        while self.at < len(self.text):
            letter = self.text[self.at]
            if quote == "\"" and letter == "\\":
                following = self.text[self.at + 1:self.at + 2]
                if following not in ("\"", "\\", "/"):
                    self.fail(f"the escape \\{following} is not read here")
                found.append(following)
                self.at += 2
            elif letter == quote and quote == "'" and self.text[self.at + 1:self.at + 2] == "'":
                found.append("'")
                self.at += 2
            elif letter == quote:
                self.at += 1
                return "".join(found)
            else:
                found.append(letter)
                self.at += 1
        self.fail("a quote is not closed")

    def mapping(self):
        self.at += 1
        found = {}
        while self.peek() != "}":
            key = self.value(ends=",}:")
            if self.peek() != ":":
                self.fail(f"no colon after {key!r}")
            self.at += 1
            found[key] = self.value(ends=",}")
            if self.peek() == ",":
                self.at += 1
            elif self.peek() != "}":
                self.fail("a mapping is not closed")
        self.at += 1
        return found

    def sequence(self):
        self.at += 1
        found = []
        while self.peek() != "]":
            found.append(self.value(ends=",]"))
            if self.peek() == ",":
                self.at += 1
            elif self.peek() != "]":
                self.fail("a list is not closed")
        self.at += 1
        return found


def block(lines, where):
    """The value of indented lines: (number, indent, text), none of them blank."""
    if not lines:
        return ""
    indent = lines[0][1]
    if lines[0][2].startswith("- "):
        items = []
        for number, deep, text in lines:
            if deep != indent or not text.startswith("- "):
                raise Unreadable(f"{where}:{number}: lists of blocks are not read here")
            items.append(Flow(text[2:], f"{where}:{number}").whole())
        return items
    found, at = {}, 0
    while at < len(lines):
        number, deep, text = lines[at]
        if deep != indent:
            raise Unreadable(f"{where}:{number}: the indent is not that of line {lines[0][0]}")
        flow = Flow(text, f"{where}:{number}")
        key = flow.value(ends=":,")
        if flow.peek() != ":":
            raise Unreadable(f"{where}:{number}: no `key: value` in {text!r}")
        rest = text[flow.at + 1:].strip()
        at += 1
        inner = []
        while at < len(lines) and lines[at][1] > indent:
            inner.append(lines[at])
            at += 1
        if rest and inner:
            rest = " ".join([rest] + [line[2] for line in inner])
            if rest[0] not in "{[":
                raise Unreadable(f"{where}:{number}: a text over several lines is not read here")
        found[key] = Flow(rest, f"{where}:{number}").whole() if rest else block(inner, where)
    return found


def top_level(path, keys):
    """The values of some keys that stand at the left edge of a file."""
    lines = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = uncommented(line)
        if text.strip():
            lines.append((number, len(text) - len(text.lstrip()), text.strip()))
    found, at = {}, 0
    while at < len(lines):
        start = at
        at += 1
        while at < len(lines) and lines[at][1] > 0:
            at += 1
        key = lines[start][2].split(":", 1)[0]
        if lines[start][1] == 0 and key in keys:
            found[key] = block(lines[start:at], path)[key]
    return found


class Source:
    """One source: its id, its sample, and how it is fetched."""

    def __init__(self, path, inputs):
        said = top_level(path, {"source", "file", "fetch"})
        self.id, self.fetch = said.get("source"), said.get("fetch")
        if not self.id or not said.get("file"):
            raise Unreadable(f"{path}: no `source:` or no `file:`")
        self.file = pathlib.PurePosixPath(said["file"])
        self.sample = inputs / self.file
        if self.fetch is not None and not isinstance(self.fetch, dict):
            raise Unreadable(f"{path}: `fetch:` says {self.fetch!r}, which is no mapping")

    def way(self):
        """Which of the ways it is fetched; None where it is not."""
        ways = {"url", "nomis", "data set", "page", "dated", "own file"} & set(self.fetch or {})
        if len(ways) > 1:
            raise Unreadable(f"{self.id}: `fetch:` says {len(ways)} ways: {', '.join(sorted(ways))}")
        return ways.pop() if ways else None


def sources(pipelines, inputs):
    """The sources of the folder of definitions and of its folder sources/, by id."""
    folder, found = pathlib.Path(pipelines), {}
    for path in sorted([*folder.glob("*.yml"), *(folder / "sources").glob("*.yml")]):
        if re.search(r"^source:", path.read_text(encoding="utf-8"), re.MULTILINE):
            source = Source(path, pathlib.Path(inputs))
            found[source.id] = source
    if not found:
        raise Unreadable(f"{pipelines}: no definitions of sources stand there")
    return found
