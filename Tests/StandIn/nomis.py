"""The Nomis API as its users describe it: rows in pages, and a cap that says nothing of itself.

A query answers with the columns of `select=`, from the row `recordOffset` on. Without a key at most 25,000 rows come, with
status 200 and no word of the rest; RECORD_COUNT alone tells how many there are, and only if it is asked for. What is not
understood is answered by a page for people, with status 200 too.
"""
import re

from answers import Answer, page

GUEST_ROWS = 25_000
KEYED_ROWS = 100_000
# Parameters that say how to answer, and not which figures
MANNER = {"select", "recordoffset", "recordlimit", "uid", "signature", "excludemissingvalues"}
# What can be wrong with the pages of one answer; the server's rules order it
MISDEEDS = {"wrong count", "growing count", "no count", "page repeated", "page changed", "heading changed", "duplicate keys",
            "gap", "other query"}


CELL = re.compile(r'((?:"[^"]*")+|[^,"]*)(?:,|$)')


def raw_cells(line):
    """The cells of a row as they are written, quotes and all."""
    if '"' not in line:
        return line.split(",")
    found = CELL.findall(line)
    return found if line.endswith(",") else found[:-1]


def raw_rows(text):
    """The rows of a file, each with its line end; a line end in quotes ends no row."""
    rows, begun = [], ""
    for line in text.split("\n")[:-1]:
        begun += line + "\n"
        if begun.count('"') % 2 == 0:
            rows.append(begun)
            begun = ""
    rest = begun + text.rpartition("\n")[2]
    return rows + [rest] if rest else rows


class Dataset:
    """The rows of one sample, cut into cells once."""

    def __init__(self, text):
        rows = raw_rows(text)
        self.ending = "\r\n" if rows[0].endswith("\r\n") else "\n"
        cells = [raw_cells(row.rstrip("\r\n")) for row in rows]
        self.mark = "\ufeff" if cells[0][0].startswith("\ufeff") else ""
        self.headings = [cell.lstrip("\ufeff") for cell in cells[0]]
        self.names = [heading.strip('"').upper() for heading in self.headings]
        self.rows = cells[1:]
        self.quotes = self.headings[0].startswith('"')


def wanted(query):
    """The parameters that say which figures are meant, as a mapping that does not care for order."""
    return {name.lower(): (",".join(value) if isinstance(value, list) else value)
            for name, value in query if name.lower() not in MANNER}


class Nomis:
    """Answers for the sources whose definitions ask Nomis."""

    def __init__(self, sources, read, settings):
        self.sources = [source for source in sources.values() if source.way() == "nomis"]
        self.read, self.settings, self.cut = read, settings, {}

    def dataset(self, source):
        data = self.read(source)
        kept = self.cut.get(source.id)
        if kept is None or kept[0] != data:
            kept = self.cut[source.id] = (data, Dataset(data.decode("utf-8")))
        return kept[1]

    def source(self, dataset, request):
        """The source whose query this is; of several with the same query, the one with the same columns."""
        asked = wanted(request.query)
        columns = [name for name in (request.parameter("select") or "").upper().split(",") if name]
        found = [source for source in self.sources
                 if source.fetch["nomis"]["dataset"].upper() == dataset.upper()
                 and wanted(source.fetch["nomis"].get("query", {}).items()) == asked]
        same = [source for source in found
                if [name.upper() for name in source.fetch["nomis"].get("columns") or []]
                == [name for name in columns if not name.startswith("RECORD_")]]
        return (same or found or [None])[0]

    def answer(self, request, misdeed=None):
        name = request.path.rsplit("/", 1)[-1]
        if not name.endswith(".data.csv"):
            return page("Error", "The format of your request was not recognised.")
        dataset = name.removesuffix(".data.csv")
        source = self.source(dataset, request)
        if source is None:
            if any(source.fetch["nomis"]["dataset"].upper() == dataset.upper() for source in self.sources):
                return page("Error", "Your query returned no data: check the values of its dimensions.")
            return page("Error", f"The dataset {dataset} is not known. Please check the identifier.")
        try:
            offset = int(request.parameter("recordOffset") or 0)
            limit = int(request.parameter("recordLimit") or 10 ** 9)
        except ValueError:
            return page("Error", "recordOffset and recordLimit are numbers.")
        return self.rows(source, request, max(offset, 0), limit, misdeed)

    def rows(self, source, request, offset, limit, misdeed):
        data = self.dataset(source)
        keyed = bool(request.parameter("uid"))
        most = self.settings["keyed rows" if keyed else "guest rows"]
        select = [name for name in (request.parameter("select") or "").upper().split(",") if name] or (
            [name for name in data.names if not name.startswith("RECORD_")] + ["RECORD_OFFSET", "RECORD_COUNT"])
        unknown = [name for name in select if name not in data.names and not name.startswith("RECORD_")]
        if unknown:
            return page("Error", f"The column {unknown[0]} is not known.")
        rows = data.rows
        if (request.parameter("ExcludeMissingValues") or "").lower() == "true":
            value = data.names.index("OBS_VALUE")
            rows = [row for row in rows if row[value] not in ("", '""')]
        count, first = len(rows), offset
        if misdeed == "page repeated":
            first = 0
        elif misdeed == "gap" and offset:
            first = offset + 1
        taken = rows[first:first + min(most, limit)]
        if misdeed == "duplicate keys" and offset and taken:
            taken = [rows[0]] + taken[1:]
        shown = {"wrong count": count + 1, "growing count": count + offset, "gap": count}.get(misdeed, count)
        columns = [data.names.index(name) if name in data.names else None for name in select]
        if misdeed == "no count":
            select, columns = zip(*[pair for pair in zip(select, columns) if not pair[0].startswith("RECORD_")])
        value = [place for place, name in enumerate(select) if not name.startswith(("RECORD_", "OBS_STATUS", "OBS_CONF"))][-1]
        shown_names = [name + "_NEW" if misdeed == "heading changed" and offset and place == value else name
                       for place, name in enumerate(select)]
        lines = [data.mark + ",".join(f'"{name}"' if data.quotes else name for name in shown_names)]
        for place, row in enumerate(taken):
            own = {"RECORD_OFFSET": str(first + place), "RECORD_COUNT": str(shown)}
            lines.append(",".join(own[name] if name in own else row[column] for name, column in zip(select, columns)))
        if misdeed == "page changed" and offset and taken:
            for line in range(1, len(lines)):
                cells = raw_cells(lines[line])
                cells[value] = cells[value] + "0" if cells[value] not in ("", "0") else cells[value]
                lines[line] = ",".join(cells)
        body = (data.ending.join(lines) + data.ending).encode("utf-8")
        return Answer(200, body, "text/csv", source=source.id, chunked=True)
