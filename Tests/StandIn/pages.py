"""Publishers who give away files: at one address, behind a page with links, or under the day's date."""
import datetime
import html
import re
import urllib.parse

from answers import Answer, page

MISDEEDS = {"two links", "no link", "link elsewhere", "link to http"}
KINDS = {".csv": "text/csv", ".html": "text/html; charset=utf-8"}
# How the day is written in a dated address
GAPS = {"YYYYMMDD": "%Y%m%d", "YYYY-MM-DD": "%Y-%m-%d", "YYYY": "%Y", "MM": "%m", "DD": "%d"}
# What stands where a template says that anything may: as publishers write it in names of files and in words
FILLED = "october2026"


def pattern(template):
    """A template as a regular expression: `{…}` stands for any."""
    parts = re.split(r"\{[^{}]*\}", template)
    return re.compile(".*".join(map(re.escape, parts)), re.DOTALL)


def filled(template):
    return re.sub(r"\{[^{}]*\}", FILLED, template)


def where(url):
    """Host, path and query of an address, in a form that two writings of one address share."""
    parts = urllib.parse.urlsplit(url)
    query = sorted(urllib.parse.parse_qsl(parts.query, keep_blank_values=True))
    return (parts.hostname or "").lower(), urllib.parse.unquote(parts.path) or "/", tuple(query)


class Pages:
    """Answers for the sources that are fetched from an address, a page or a dated address."""

    def __init__(self, sources, read, settings):
        self.read, self.settings = read, settings
        self.files, self.landing, self.dated = {}, {}, []
        for source in sources.values():
            way = source.way()
            if way == "url":
                self.files[where(source.fetch["url"])] = source
            elif way == "dated":
                self.dated.append(source)
            elif way == "page":
                self.landing.setdefault(where(source.fetch["page"]), []).append(source)
        self.links = {}
        for address, behind in self.landing.items():
            for source in behind:
                text, href = self.link(address, source)
                self.links.setdefault(address, []).append((text, href, source))
                self.files[where(urllib.parse.urljoin(f"https://{address[0]}{address[1]}", href))] = source

    @staticmethod
    def link(address, source):
        """The words and the address of the link that the definition means."""
        link = source.fetch["link"]
        name = source.file.name
        if "address" in link:
            href = filled(link["address"])
            if not href.startswith(("http", "/")):
                href = f"https://{address[0]}/files/{href}" if link["address"].startswith("{") else href
            return f"Download {name} (CSV, {FILLED})", href
        ending = source.file.suffix
        return filled(link["text"]), f"/file?uri={address[1].rstrip('/')}/{FILLED}/{source.file.stem}{ending}"

    def hosts(self):
        found = {host for host, _, _ in [*self.files, *self.landing]}
        return found | {urllib.parse.urlsplit(source.fetch["dated"]).hostname for source in self.dated}

    def answer(self, request, misdeed=None):
        """What stands at the address; None where nothing does."""
        query = sorted(pair for pair in request.query if pair[0].lower() not in ("uid", "key", "token"))
        address = (request.host, request.path, tuple(query))
        if address in self.landing:
            return self.listing(address, misdeed)
        if address in self.files:
            return self.file(self.files[address])
        for source in self.dated:
            found = self.day(source, request)
            if found:
                return found
        return None

    def file(self, source):
        return Answer(200, self.read(source), KINDS.get(source.file.suffix, "application/octet-stream"), source.id)

    def day(self, source, request):
        """The file of a day, where one was issued on it; today's is, unless other days are ordered."""
        parts = urllib.parse.urlsplit(source.fetch["dated"])
        address = parts.path + ("?" + parts.query if parts.query else "")
        shape = re.escape(address)
        for gap in GAPS:
            shape = shape.replace(re.escape("{" + gap + "}"), r"[\d-]{%d}" % len(gap))
        if parts.hostname != request.host or not re.fullmatch(shape, request.target):
            return None
        today = self.settings["today"] or datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%d")
        for day in self.settings["days"].get(source.id, [today]):
            filled = address
            for gap, form in GAPS.items():
                filled = filled.replace("{" + gap + "}", datetime.datetime.strptime(day, "%Y%m%d").strftime(form))
            if filled == request.target:
                return self.file(source)
        missing = page("The specified blob does not exist.", "BlobNotFound", status=404)
        missing.source = source.id
        return missing

    def listing(self, address, misdeed):
        """A page with the links that are meant, among others that are nearly so."""
        links = [(text, href) for text, href, _ in self.links[address]]
        templates = [source.fetch["link"] for _, _, source in self.links[address]]
        decoys = [("Skip to main content", "#main"), ("Home", "/"), ("Contact us", "mailto:info@publisher.example"),
                  ("Methodology", f"{address[1]}/methodologies"), ("Cookies", "/help/cookiesandprivacy")]
        for text, href in links:
            stem = href.rsplit(".", 1)[0]
            decoys += [(text.replace("CSV", "XLSX") + " as a workbook", f"{stem}.xlsx"), ("Notes on " + text, f"{stem}notes.pdf")]
        decoys = [(text, href) for text, href in decoys if not any(
            pattern(link["text"]).fullmatch(text) if "text" in link else
            pattern(link["address"]).fullmatch(href) or pattern(link["address"]).fullmatch(
                urllib.parse.urljoin(f"https://{address[0]}{address[1]}", href)) for link in templates)]
        if misdeed == "no link":
            links = []
        elif misdeed == "two links":
            links = [pair for text, href in links for pair in ((text, href), (text, self.beside(href)))]
        elif misdeed == "link elsewhere":
            links = [(text, "https://elsewhere.test/" + href.rsplit("/", 1)[-1]) for text, href in links]
        elif misdeed == "link to http":
            links = [(text, urllib.parse.urljoin(f"http://{address[0]}{address[1]}", href).replace("https:", "http:"))
                     for text, href in links]
        shown = [decoys[:3], links, decoys[3:]]
        items = "\n".join(f'<li><a class="btn btn--primary" href="{html.escape(href)}">{html.escape(text)}</a></li>'
                          for part in shown for text, href in part)
        source = self.links[address][0][2].id if len(self.links[address]) == 1 else None
        body = ("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Data sets</title></head>\n<body>\n"
                "<!-- <a href=\"/old.csv\">a link in a comment is no link</a> -->\n"
                f"<main id=\"main\"><h1>Data sets</h1>\n<ul>\n{items}\n</ul></main>\n</body>\n</html>\n")
        return Answer(200, body.encode(), "text/html; charset=utf-8", source)

    @staticmethod
    def beside(href):
        """Another address that fits the same template: the word for any is another."""
        return href.replace(FILLED, "september2026")
