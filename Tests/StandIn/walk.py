"""A client of its own, as simple as can be: fetches a source from the stand-in the way its definition says.

It shows that the stand-in can be walked as the definitions walk it, without the program that is to be tried.
"""
import datetime
import html
import json
import re
import urllib.parse

from pages import GAPS, pattern


class Lost(Exception):
    """The way to a file could not be walked."""


def text(server, url):
    status, _, body = server.get(url)
    if status != 200:
        raise Lost(f"{status} from {url}")
    return body


def nomis(server, said):
    """All pages, joined; and how many there were."""
    query = {**said["query"]}
    if said.get("columns"):
        query["select"] = ",".join([*said["columns"], "RECORD_OFFSET", "RECORD_COUNT"])
    base = f"https://www.nomisweb.co.uk/api/v01/dataset/{said['dataset']}.data.csv?" + urllib.parse.urlencode(query, safe=",.;|")
    joined, pages, rows = b"", 0, 0
    while True:
        body = text(server, f"{base}&recordOffset={rows}")
        head, _, rest = body.partition(b"\n")
        if b"RECORD_COUNT" not in head:
            raise Lost(f"no count of rows in {head[:80]!r}")
        pages += 1
        joined += rest if joined else body
        new = rest.count(b"\n")
        rows += new
        total = int(joined.rstrip().rsplit(b",", 1)[1])
        if rows == total:
            return joined, pages
        if not new or rows > total:
            raise Lost(f"{rows} rows of {total}")


def listed(server, url, title):
    """The one item of a list in pages that has the title."""
    found, number, total = [], 0, 1
    while number < total:
        number += 1
        said = json.loads(text(server, f"{url}page={number}&pageSize=20"))
        found += [item for item in said["results"] if item["title"] == title]
        total = said["paging"]["totalPages"]
    if len(found) != 1:
        raise Lost(f"{len(found)} items are called {title!r}")
    return found[0]


def data_set(server, said):
    base = "https://api.education.gov.uk/statistics/v1"
    publication = listed(server, f"{base}/publications?search={urllib.parse.quote(said['publication'])}&", said["publication"])
    found = listed(server, f"{base}/publications/{publication['id']}/data-sets?", said["title"])
    version = found["latestVersion"]
    body = text(server, f"{base}/data-sets/{found['id']}/csv?dataSetVersion={version['version']}")
    rows = sum(1 for line in body.split(b"\n") if line.strip()) - 1
    if rows != version["totalResults"]:
        raise Lost(f"{rows} rows of {version['totalResults']}")
    return body


def link(server, said):
    page = text(server, said["page"]).decode("utf-8")
    page = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    found = set()
    for href, words in re.findall(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL):
        href, words = html.unescape(href), html.unescape(words)
        whole = urllib.parse.urljoin(said["page"], href)
        wanted = pattern(said["link"].get("text") or said["link"]["address"])
        if any(wanted.fullmatch(text) for text in ([words] if "text" in said["link"] else [href, whole])):
            found.add(whole)
    if len(found) != 1:
        raise Lost(f"{len(found)} links of {said['page']} are meant")
    return text(server, found.pop())


def dated(server, said):
    today = datetime.datetime.now(datetime.timezone.utc)
    for back in range(int(said.get("days back", 0)) + 1):
        url = said["dated"]
        for gap, form in GAPS.items():
            url = url.replace("{" + gap + "}", (today - datetime.timedelta(days=back)).strftime(form))
        status, _, body = server.get(url)
        if status == 200:
            return body
    raise Lost(f"no day of {said['dated']}")


def fetch(server, source):
    """The bytes of a source, as its definition has them fetched."""
    way, said = source.way(), source.fetch
    if way == "url":
        return text(server, said["url"])
    if way == "nomis":
        return nomis(server, said["nomis"])[0]
    return {"data set": lambda: data_set(server, said["data set"]), "page": lambda: link(server, said),
            "dated": lambda: dated(server, said)}[way]()
