"""The Explore education statistics API as its users describe it: publications, their data sets, versions, and the CSV.

Ids are opaque and found by walking: publications by a search that also finds others, data sets in pages, then one data
set's file. Titles that are nearly the right ones stand before the right ones.
"""
import hashlib
import re

from answers import Answer, as_json

DECOYS = ["Attendance in schools", "Pupil absence in schools", "School workforce", "Outcomes for children in need",
          "Apprenticeships in England by industry characteristics", "Level 2 and 3 attainment age 16 to 25"]
MISDEEDS = {"two alike", "none alike", "wrong total", "withdrawn", "endless pages"}
MOST_PUBLICATIONS, MOST_DATA_SETS = 40, 20


def identifier(*names):
    """Opaque, and different for different names."""
    digest = hashlib.sha256("/".join(names).encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-7{digest[13:16]}-a{digest[17:20]}-{digest[20:32]}"


def problem(status, what):
    return as_json(status, {"type": "https://tools.ietf.org/html/rfc9110#section-15.5", "title": what, "status": status,
                            "errors": []})


class Education:
    """Answers for the sources whose definitions name a data set."""

    base = "/statistics/v1"

    def __init__(self, sources, read, settings):
        self.sources = [source for source in sources.values() if source.way() == "data set"]
        self.read, self.settings = read, settings
        # publication → its data sets: (title, source or None)
        self.publications = {}
        for source in self.sources:
            said = source.fetch["data set"]
            self.publications.setdefault(said["publication"], {})[said["title"]] = source
        for title in list(self.publications):
            for near in (f"{title}: technical notes", f"Further statistics: {title}"):
                self.publications.setdefault(near, {})
        for title in DECOYS:
            self.publications.setdefault(title, {})
        for title, sets in self.publications.items():
            for near in [f"{name} (time series)" for name in sets] + [f"{title}: quality measures {n}" for n in range(1, 25)]:
                sets.setdefault(near, None)

    def answer(self, request, misdeed=None):
        path = request.path.removeprefix(self.base).strip("/")
        if path == "publications":
            return self.search(request, misdeed)
        found = re.fullmatch(r"publications/([0-9a-f-]+)/data-sets", path)
        if found:
            return self.data_sets(request, found[1], misdeed)
        found = re.fullmatch(r"data-sets/([0-9a-f-]+)(/versions|/csv|/meta)?", path)
        if found:
            return self.data_set(request, found[1], found[2], misdeed)
        return problem(404, "Not Found")

    def paged(self, request, items, usual, most, misdeed=None):
        """One page of a list, or a refusal of what the API refuses."""
        try:
            number = int(request.parameter("page") or 1)
            size = int(request.parameter("pageSize") or usual)
        except ValueError:
            return problem(400, "One or more validation errors occurred.")
        if number < 1 or not 1 <= size <= most:
            return problem(400, "One or more validation errors occurred.")
        total = max(1, -(-len(items) // size))
        if misdeed == "endless pages":
            total = 10 ** 6
            shown = [item for item in items if "two alike" in item] or items[-size:]
            return as_json(200, {"paging": {"page": number, "pageSize": size, "totalResults": total * size,
                                            "totalPages": total}, "results": shown[:size]})
        return as_json(200, {"paging": {"page": number, "pageSize": size, "totalResults": len(items), "totalPages": total},
                             "results": items[(number - 1) * size:number * size]})

    def search(self, request, misdeed):
        words = (request.parameter("search") or "").strip()
        if words and len(words) < 3:
            return problem(400, "One or more validation errors occurred.")
        # Any word finds a publication, the least alike first: a client that takes the first takes the wrong one
        asked = set(re.findall(r"\w+", words.lower()))
        scored = [(len(asked & set(re.findall(r"\w+", title.lower()))), -len(title), title) for title in self.publications]
        titles = [title for score, _, title in sorted(scored) if score or not asked]
        if misdeed == "two alike":
            titles = titles + [title for title in titles if title.lower() == words.lower()]
        if misdeed == "none alike":
            titles = [title for title in titles if title.lower() != words.lower()]
        items = [{"id": identifier("publication", title), "title": title,
                  "slug": re.sub(r"\W+", "-", title.lower()).strip("-"), "summary": f"Statistics: {title}",
                  "lastPublished": "2026-10-15T08:30:00Z"} for title in titles]
        return self.paged(request, items, 20, MOST_PUBLICATIONS, misdeed)

    def summary(self, publication, title, source, misdeed=None):
        """A data set as the lists show it."""
        rows = self.rows(source) if source else 100
        return {"id": identifier("data set", publication, title), "title": title, "summary": title,
                "status": "Withdrawn" if misdeed == "withdrawn" else "Published",
                "latestVersion": {"version": self.versions(source)[-1], "published": "2026-10-15T08:30:00Z",
                                  "totalResults": rows + (1 if misdeed == "wrong total" else 0),
                                  "file": {"id": identifier("file", title)}, "releaseTitle": "2024/25",
                                  "timePeriods": {"start": "2019/20", "end": "2023/24"}, "geographicLevels": [],
                                  "filters": [], "indicators": []}}

    def rows(self, source):
        """The rows below the headings."""
        return sum(1 for line in self.read(source).split(b"\n") if line.strip()) - 1

    @staticmethod
    def versions(source):
        """The numbers of the versions, oldest first; the last is the newest that the definition allows."""
        said = (source.fetch["data set"].get("version") if source else None) or "1.*"
        major = said.split(".")[0].lstrip("v")
        number = said if re.fullmatch(r"\d+(\.\d+)+", said) else f"{major if major.isdigit() else 1}.1"
        return ["1.0"] if number == "1.0" else ["1.0", number]

    def data_sets(self, request, publication, misdeed):
        for title, sets in self.publications.items():
            if identifier("publication", title) == publication:
                items = [self.summary(title, name, source, misdeed) for name, source in sorted(
                    sets.items(), key=lambda pair: (pair[1] is not None, pair[0]))]
                if misdeed == "two alike":
                    items += [item for item in items if sets[item["title"]]]
                if misdeed == "none alike":
                    items = [item for item in items if not sets[item["title"]]]
                return self.paged(request, items, 10, MOST_DATA_SETS, misdeed)
        return problem(404, "Not Found")

    def data_set(self, request, wanted, what, misdeed):
        for publication, sets in self.publications.items():
            for title, source in sets.items():
                if identifier("data set", publication, title) != wanted:
                    continue
                summary = self.summary(publication, title, source, misdeed)
                if what is None:
                    return self.owned(as_json(200, summary), source)
                if what == "/versions":
                    items = [{**summary["latestVersion"], "version": version, "type": "Major", "status": "Published"}
                             for version in reversed(self.versions(source))]
                    return self.owned(self.paged(request, items, 10, MOST_DATA_SETS), source)
                if what == "/csv" and source:
                    return self.file(request, source)
                return problem(404, "Not Found")
        return problem(404, "Not Found")

    def file(self, request, source):
        asked = request.parameter("dataSetVersion")
        if asked and not any(self.fits(asked, version) for version in self.versions(source)):
            return problem(404, "Not Found")
        return Answer(200, self.read(source), "text/csv; charset=utf-8", source=source.id)

    @staticmethod
    def fits(asked, version):
        asked = asked.lstrip("v")
        if asked == version or asked == "*":
            return True
        parts = asked.split(".")
        return parts[-1] == "*" and version.split(".")[:len(parts) - 1] == parts[:-1]

    @staticmethod
    def owned(answer, source):
        answer.source = source.id if source else None
        return answer
