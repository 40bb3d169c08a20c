"""Reads the tables of HTML pages with lxml, to be compared with LMIExtract's reading.

usage: lxml_tables.py PAGE        the tables of a page
       lxml_tables.py --made N    N made pages of one table each, and what lxml finds in them
Writes JSON. A page's tables: one list a table, of rows without <tfoot>, each [number, [text of each column]]. Made pages: a
list of {html, wrong, rows}: what was made wrong on purpose, or an empty text; rows is null where spans overlap, leave a gap or
hang over.
"""

import json
import random
import re
import sys

import lxml.html

BREAKS = set(
    "address article aside blockquote br center dd details dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main menu nav ol option p pre section summary ul".split()
)


def folded(text):
    return re.sub("[ \t\n\f\r]+", " ", text).strip(" \xa0")


def text(element):
    """What a reader sees of a cell: footnote marks and scripts left out, edges of paragraphs as blanks."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "sup"):
        return ""
    parts = [element.text or ""]
    for child in element:
        edge = " " if child.tag in BREAKS else ""
        parts += [edge, text(child), edge if child.tag != "br" else "", child.tail or ""]
    return "".join(parts)


def rows(table):
    """The rows of a table that stand in no table within it."""
    return [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]


def span(cell, name):
    """As HTML reads it: the digits that the text begins with, or one."""
    digits = re.match("[0-9]+", cell.get(name, ""))
    return int(digits[0]) if digits else 1


def laid_out(table):
    """The rows with their spans repeated; None where a slot has two cells or none, or a cell reaches below its part."""
    slots, found = {}, []
    listed = rows(table)
    parts = [row.getparent() for row in listed]
    for y, row in enumerate(listed):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        x = 0
        for cell in cells:
            columns, height = span(cell, "colspan"), span(cell, "rowspan")
            while (y, x) in slots:
                x += 1
            for dy in range(height):
                if y + dy >= len(listed) or parts[y + dy] is not parts[y]:
                    return None
                for dx in range(columns):
                    if (y + dy, x + dx) in slots:
                        return None
                    slots[y + dy, x + dx] = folded(text(cell))
            x += columns
        found.append((row, cells))
    width = 1 + max((x for _, x in slots), default=-1)
    result = []
    for y, (row, cells) in enumerate(found):
        if row.getparent().tag == "tfoot":
            continue
        texts = [slots[y, x] for x in range(width) if (y, x) in slots]
        if any((y, x) not in slots for x in range(len(texts))):
            return None
        if len(cells) == 1 and span(cells[0], "colspan") == width > 1:
            texts = texts[:1] + [""] * (width - 1)
        result.append([y + 1, texts])
    return result


def tables(html):
    page = lxml.html.document_fromstring(html, parser=lxml.html.HTMLParser(encoding="utf-8"))
    return [laid_out(table) for table in page.iter("table")]


TEXTS = ["1,234", "x", "a&amp;b", "&lt;5", "a<br>b", "<p>one</p><p>two</p>", "jobs<sup>3</sup>", "<b>bold</b>", "&nbsp;9&nbsp;", "é",
         "", "<a href='x>y'>z</a>", "<!-- <td> -->c", "two\n words", "<span\ntitle=\"<tr>\">s</span>", "&#163;5"]
WRONG = {
    "a table within a table": lambda dice: "<table><tr><td>in</table>",
    "text between cells": lambda dice: "</td>stray<td>y",
    "a cell in no row": lambda dice: "</td></tr><td>y",
    "an end tag of another table": lambda dice: "x</table>y",
    "a division round cells": lambda dice: "</td><div><td>y</div>",
    "a span that is no number": lambda dice: "<td rowspan=2x>y",
}


def made(seed):
    dice = random.Random(seed)
    wrong = dice.choice(sorted(WRONG)) if dice.random() < 0.2 else ""
    width, height = dice.randrange(2, 5), dice.randrange(2, 6)
    faulty = dice.randrange(1, height) if wrong else None
    html = dice.choice(["", "<p>Pay</p>", "<!DOCTYPE html><html><body>"]) + "<table id=t>"
    if dice.random() < 0.3:
        html += "<caption>Made</caption>"
    html += dice.choice(["", "<tbody>"])
    spans = dice.random() < 0.6
    for y in range(height):
        html += dice.choice(["<tr>", "<TR >", "<tr class='a'>"])
        x = 0
        while x < width:
            columns = 2 if spans and y > 0 and x + 2 <= width and dice.random() < 0.1 else 1
            down = 2 if spans and y > 0 and dice.random() < 0.12 else 1
            tag = "th" if y == 0 else dice.choice(["td", "td", "th"])
            html += f"<{tag}" + (f" colspan={columns}" if columns > 1 else "") + (f' rowspan="{down}"' if down > 1 else "") + ">"
            html += f"H{x}" if y == 0 else dice.choice(TEXTS)
            if y == faulty and x == 0:
                html += WRONG[wrong](dice)
            html += dice.choice([f"</{tag}>", "", "\n"])
            x += columns
        html += dice.choice(["</tr>", "", "\n"])
    return html + "</table>", wrong


if __name__ == "__main__":
    if sys.argv[1] == "--made":
        pages = [made(seed) for seed in range(int(sys.argv[2]))]
        json.dump([{"html": html, "wrong": wrong, "rows": tables(html.encode())[0]} for html, wrong in pages], sys.stdout)
    else:
        json.dump(tables(open(sys.argv[1], "rb").read()), sys.stdout)
