"""Reads the tables of HTML pages with the standard library's parser, to be compared with LMIExtract's reading.

usage: html_tables.py PAGE
Writes JSON: one list a table, of rows without <tfoot>, each [number, [text of each column]].
"""

import json
import re
import sys
from html.parser import HTMLParser

BREAKS = set(
    "address article aside blockquote br center dd details dir div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main menu nav ol option p pre section summary ul".split()
)


class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tables, self.cell, self.sup, self.hidden, self.foot = [], None, 0, 0, False

    def handle_starttag(self, tag, attributes):
        if tag in ("script", "style"):
            self.hidden += 1
        elif tag == "table":
            self.tables.append([])
        elif tag in ("thead", "tbody", "tfoot"):
            self.foot = tag == "tfoot"
        elif tag == "tr":
            self.finish()
            self.tables[-1].append({"foot": self.foot, "cells": []})
        elif tag in ("td", "th"):
            self.finish()
            spans = dict(attributes)
            self.cell = ["", int(spans.get("colspan", 1)), int(spans.get("rowspan", 1))]
        elif tag == "sup":
            self.sup += 1
        elif tag in BREAKS and self.cell:
            self.cell[0] += " "

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self.hidden -= 1
        elif tag in ("td", "th", "tr", "table"):
            self.finish()
        elif tag == "tfoot":
            self.foot = False
        elif tag == "sup":
            self.sup -= 1
        elif tag in BREAKS and tag != "br" and self.cell:
            self.cell[0] += " "

    def handle_data(self, data):
        if self.cell and not self.sup and not self.hidden:
            self.cell[0] += data

    def finish(self):
        if self.cell:
            self.cell[0] = re.sub("[ \t\n\f\r]+", " ", self.cell[0]).strip(" \xa0")
            self.tables[-1][-1]["cells"].append(self.cell)
            self.cell = None


def laid_out(rows):
    """The rows with their spans repeated; a cell over a whole row stands in its first column only."""
    slots = {}
    for y, row in enumerate(rows):
        x = 0
        for text, columns, height in row["cells"]:
            while (y, x) in slots:
                x += 1
            for dy in range(height):
                for dx in range(columns):
                    slots[y + dy, x + dx] = text
            x += columns
    width = 1 + max((x for _, x in slots), default=-1)
    for y, row in enumerate(rows):
        if row["foot"]:
            continue
        texts = [slots.get((y, x)) for x in range(width)]
        if len(row["cells"]) == 1 and row["cells"][0][1] == width > 1:
            texts = texts[:1] + [""] * (width - 1)
        yield [y + 1, texts]


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        page = Page()
        page.feed(file.read())
        page.close()
    json.dump([list(laid_out(rows)) for rows in page.tables], sys.stdout)
