"""Registers: lists of codes and areas, schools and their links, standards, pages."""
import re
from html.parser import HTMLParser

from . import Records, Refused, rows


def iso(text):
    """Day, month and year in any of the publishers' orders, as ISO has it; midnight is left off."""
    found = re.fullmatch(r"(\d\d)[-/](\d\d)[-/](\d{4})( 00:00)?", text)
    return f"{found[3]}-{found[2]}-{found[1]}" if found else text


def columns(names, encoding="utf-8", delimiter=",", dates=()):
    """The records of a flat file: some of its columns under other names."""
    def read(path):
        lines = rows(path, encoding, delimiter)
        places = [(lines[0].index(heading), name, heading in dates) for heading, name in names.items()]
        for line in lines[1:]:
            yield {name: iso(line[place].strip()) if dated else line[place].strip() for place, name, dated in places}
    return read


def staggered(heading, codes, titles, more=()):
    """Codes of several levels, each level in a column of its own; one title a row."""
    def read(path):
        lines = rows(path)
        start = next(place for place, row in enumerate(lines) if row[0] == heading) + 1
        for row in lines[start:]:
            filled = [row[place].strip() for place in codes if row[place].strip()]
            if not filled:  # a blank row, or a sentence on a division
                continue
            title = [row[place].strip() for place in titles if row[place].strip()]
            assert len(filled) == len(title) == 1, row
            yield {"code": filled[0], "title": title[0]} | {name: row[place].strip() for name, place in more}
    return read


def standards(path):
    """Apprenticeship standards; the day stands in the line above the heading."""
    lines = rows(path, "utf-16-le")
    day = lines[0][0].removeprefix("Apprenticeship Standards accurate as of ")
    names = {
        "Name": "name", "Reference": "reference", "Standard Approved": "standard_approved",
        "Assessment Plan Approved": "plan_approved", "Approved for Delivery Date": "approved", "Route": "route",
        "Level": "level", "Integrated Degree": "degree", "Maximum Funding (£)": "funding", "Typical Duration": "months",
        "Link": "link"}
    headings = [heading.strip() for heading in lines[1]]
    for line in lines[2:]:
        record = {name: line[headings.index(heading)].strip() for heading, name in names.items()}
        record["approved"] = "" if record["approved"] in ("TBC", "01-01-0001") else iso(record["approved"])
        record["funding"] = "" if record["funding"] == "TBC" else record["funding"]
        yield record | {"day": day}


def premium(path):
    """Schools of our two authorities and of Surrey, in whose last row the copy breaks off."""
    lines = rows(path)
    for row in lines[1:-1]:
        if row[3] in ("Stoke-on-Trent", "Staffordshire", "Surrey"):
            yield {
                "urn": row[0], "authority": row[3].strip(), "name": row[5].strip(), "type": row[6].strip(), "pupils": row[8].replace(",", ""),
                "primary_share": row[11].removesuffix("%"), "allocation": row[18].removeprefix("\ufffd").replace(",", "")}


def growing(path):
    """Five occupations that grow most and five that grow least, under the name of each partnership."""
    area = None
    for row in rows(path)[17:]:
        if re.fullmatch(r"\d\)", row[1]):
            assert row[1] == row[3], row
            yield {"area": area, "rank": row[1], "growing": row[2], "shrinking": row[4]}
        elif row[1] and not row[3]:
            area = row[1]


class Page(HTMLParser):
    """The tables of a page: the heading before each, and the texts of its cells with white space folded."""

    def __init__(self, path):
        super().__init__()
        self.tables, self.heading, self.into = [], "", None
        with open(path, encoding="utf-8") as file:
            self.feed(file.read())

    def handle_starttag(self, tag, attributes):
        if re.fullmatch("h[1-6]", tag):
            self.into = self.heading = []
        elif tag == "table":
            self.tables.append((" ".join("".join(self.heading).split()), []))
        elif tag == "tr" and self.tables:
            self.tables[-1][1].append([])
        elif tag in ("td", "th") and self.tables:
            self.into = []
            self.tables[-1][1][-1].append(self.into)
        elif tag in ("br", "p", "div", "li") and self.into is not None:
            self.into.append(" ")

    def handle_endtag(self, tag):
        if tag in ("td", "th") or re.fullmatch("h[1-6]", tag):
            self.into = None

    def handle_data(self, data):
        if self.into is not None:
            self.into.append(data)

    def rows(self, heading=None):
        tables = [rows for before, rows in self.tables if heading is None or before == heading]
        assert len(tables) == 1, f"{len(tables)} tables under {heading}"
        return [[" ".join("".join(cell).split()) for cell in row] for row in tables[0]]


def page(names, heading=None):
    """Columns of one table of a page, by place."""
    def read(path):
        for row in Page(path).rows(heading)[1:]:
            yield {name: row[place] for place, name in names.items()}
    return read


def named_authorities(path):
    for record in page({0: "name", 1: "register", 4: "schools", 11: "statistics"})(path):
        if record["name"]:
            yield record


def companies_house(path):
    """Codes under the title of their section."""
    section = None
    for row in Page(path).rows("Condensed SIC code list")[1:]:
        if row[0].startswith("Section "):
            section = row
        else:
            yield {"section": section[0].removeprefix("Section "), "section_title": section[1], "code": row[0], "title": row[1]}


READINGS = [
    Records("lookups/sic07_companies_house_condensed.csv", "companies-house-condensed", "companies-house-condensed",
            columns({"code": "code", "description": "description"}),
            ("Agents involved in the sale of timber and building materials",
            "Agents involved in the sale of timber and building materialx")),
    Records("lookups/leps.csv", "leps", "leps", columns({"local_enterprise_partnership_code": "code",
            "local_enterprise_partnership_name": "name", "date_of_introduction": "introduced",
            "date_of_termination": "ended", "status": "status"}), ("York and North Yorkshire",
            "York and North Yorkshirx")),
    Records("lookups/lsips.csv", "lsips", "lsips", columns({"lsip_code": "code", "lsip_name": "name",
            "status": "status", "date_of_operation": "begun", "date_of_termination": "ended"}), ("North of Tyne",
            "North of Tynx")),
    Records("lookups/lsip_lad_hierarchy.csv", "lsip-districts", "lsip-districts", columns({"lad_code": "district",
            "lad_name": "district_name", "lsip_code": "plan_area", "lsip_name": "plan_area_name",
            "first_available_year_included": "from", "most_recent_year_included": "until"}), ("2025,Bexley",
            "2029,Bexley")),
    Records("lookups/region_la_hierarchy.csv", "region-authorities", "region-authorities",
            columns({"region_code": "region", "region_name": "region_name", "old_la_code": "old_code",
            "la_name": "name", "new_la_code": "authority"}), ("Cambridgeshire", "Cambridgeshirx")),
    Records("lookups/lads.csv", "districts", "districts", columns({"lad_code": "code", "lad_name": "name",
            "date_of_introduction": "introduced", "date_of_termination": "ended", "status": "status"},
            dates=("date_of_introduction", "date_of_termination")), ("Blaby", "Blabx")),
    Records("lookups/las_old_new_codes.csv", "authority-codes", "authority-codes", columns({"new_la_code": "code",
            "la_name": "name", "date_of_operation": "begun", "date_of_termination": "ended",
            "parent_geography_code": "region", "entity_code": "entity", "entity_description": "kind",
            "status": "status", "old_la_code": "old_code"}, dates=("date_of_operation", "date_of_termination")),
            ("Newcastle upon Tyne", "Newcastle upon Tynx")),
    Records("lookups/lep_list_2020.csv", "leps-2020", "leps-2020", columns({"ERCD": "code", "ERNM": "name"},
            "utf-8-sig"), ("Leeds City Region", "Leeds City Regiox")),
    Records("lookups/lad_to_combined_authority_2025.csv", "combined-authorities-2025", "combined-authorities-2025",
            columns({"LAD25CD": "district", "LAD25NM": "district_name", "CAUTH25CD": "authority",
            "CAUTH25NM": "authority_name"}, "utf-8-sig"), ("Chesterfield", "Chesterfielx")),
    Records("lookups/lad2011_to_lad2021.csv", "districts-2011-2021", "districts-2011-2021",
            columns({"LAD11CD": "district_2011", "LAD11NM": "name_2011", "LAD11NMW": "welsh_name_2011",
            "LAD21CD": "district_2021", "LAD21NM": "name_2021", "LAD21NMW": "welsh_name_2021"}, "utf-8-sig"),
            ("Suffolk Coastal", "Suffolk Coastax")),
    Records("lookups/lad_to_county_april_2020.csv", "county-districts-2020", "county-districts-2020",
            columns({"LAD20CD": "district", "LAD20NM": "district_name", "CTY20CD": "county",
            "CTY20NM": "county_name"}, "utf-8-sig"), ("Rushcliffe", "Rushcliffx")),
    Records("lookups/lad_to_region_2022.csv", "region-districts-2022", "region-districts-2022",
            columns({"LAD22CD": "district", "LAD22NM": "district_name", "RGN22CD": "region",
            "RGN22NM": "region_name"}, "utf-8-sig"), ("Newham", "Newhax")),
    Records("lookups/code_history_e07_districts.csv", "history-e07", "history-e07", columns({"GEOGCD": "code",
            "GEOGNM": "name", "OPER_DATE": "begun", "TERM_DATE": "ended"}, dates=("OPER_DATE", "TERM_DATE")),
            ("Pendle", "Pendlx")),
    Records("lookups/code_history_e06_unitary.csv", "history-e06", "history-e06", columns({"GEOGCD": "code",
            "GEOGNM": "name", "SI_ID": "order", "SI_TITLE": "order_title", "OPER_DATE": "begun",
            "TERM_DATE": "ended", "PARENTCD": "region", "STATUS": "status", "AREAEHECT": "extent",
            "AREACHECT": "coast", "AREAIHECT": "inland_water", "AREALHECT": "land"},
            dates=("OPER_DATE", "TERM_DATE")), ("Poole", "Poolx")),
    Records("lookups/derived/lad23_lsip23.derived.csv", "lsip-districts-2023", "lsip-districts-2023",
            columns({"LAD23CD": "district", "LAD23NM": "district_name", "LSIP23CD": "plan_area",
            "LSIP23NM": "plan_area_name", "NEW LSIP GEOGRAPHY (4 london areas)": "new_plan_area"}), ("Maidstone",
            "Maidstonx")),
    Records("gias/establishment_types_20240312.csv", "establishment-types", "establishment-types",
            columns({"type-of-establishment-code": "code", "type-of-establishment-name": "name",
            "establishment-type-group-code": "group", "establishment-type-group-name": "group_name"}),
            ("Welsh establishment", "Welsh establishmenx")),
    Records("ons/lms_cdid_titles.csv", "series-titles", "series-titles", columns({"CDID": "series", "Title": "title",
            "PreUnit": "sign", "Unit": "unit", "Release Date": "released", "Next release": "next_release",
            "Important Notes": "notes"}), ("USA employment rate NSA country of birth",
            "USA employment rate NSA country of birtx")),
    Records("skills/careercauseways_sic4_segments.csv", "industry-segments", "industry-segments",
            columns({"clust": "cluster_number", "sic_4": "industry_code", "descr": "description",
            "category": "category", "name": "segment", "cluster": "cluster"}),
            ("Postal activities under universal service obligation",
            "Postal activities under universal service obligatiox")),
    Records("lookups/sic_5digit_with_sections.csv", "sic-nomis-labels", "sic-nomis-labels",
            columns({"SIC_2DIGIT_CODE": "division", "SIC_2DIGIT_NAME": "division_name", "SIC_3DIGIT_CODE": "group",
            "SIC_3DIGIT_NAME": "group_name", "SIC_5DIGIT_CODE": "subclass", "SIC_5DIGIT_NAME": "subclass_name",
            "SIC_SECTION_LETTER": "section", "SIC_SECTION_CODE": "section_range", "SIC_SECTION_NAME": "section_title"},
            "cp1252"), ("46130,46130 : Agents involved in the sale of timber and building materials",
            "46139,46130 : Agents involved in the sale of timber and building materials"), encoding="cp1252"),
    Records("lookups/sic2007_openregister.tsv", "sic-register", "sic-register",
            columns({"industrial-classification-2007": "code", "name": "name", "parent": "parent"}, "utf-8", "\t"),
            ("Wholesale of beverages", "Wholesale of beveragex")),
    Records("gias/school_links_20250422.csv", "school-links", "school-links", columns({"URN": "school",
            "LinkURN": "link", "LinkName": "link_name", "LinkType": "link_type",
            "LinkEstablishedDate": "established"}, "cp1252", dates=("LinkEstablishedDate",)),
            ("Surrey Square Infant School", "Surrey Square Infant Schoox"), encoding="cp1252"),
    Records("lookups/derived/sic2007_summary_of_structure.derived.csv", "sic-structure", "sic-structure",
            staggered("SECTION", (0, 2, 4, 6, 8), (1, 3, 5, 7, 9)), ("Growing of sugar cane",
            "Growing of sugar canes")),
    Records("lookups/derived/soc2020_framework.derived.csv", "soc-framework", "soc-framework",
            staggered("Unique ID", (1, 2, 3, 4), (5,), [("id", 0)]), ("Leisure and theme park attendants",
            "Leisure and theme park attendant")),
    Records("html/companies_house_sic_en.html", "companies-house-sic", "companies-house-sic", companies_house,
            ("Growing of sugar cane", "Growing of sugar canes")),
    Records("html/lsip_developer_guide.html", "developer-guide", "developer-guide",
            page({0: "column", 1: "description", 2: "format", 3: "example"}, "It’s a brand new metric"),
            ("Variable of interest", "Variables of interest")),
    Records("html/trafford_census2021_labour_market.html", "census-files", "census-files",
            page({0: "file", 1: "geography"}, "Occupation (Persons)"), (">2021_occupation_msoa_trafford.csv</a>",
            ">2022_occupation_msoa_trafford.csv</a>")),
    Records("html/openregister_local_authority_report.html", "authority-names", "authority-names", named_authorities,
            ("ABD | Aberdeenshire", "ABD | Aberdeen")),
    Records("apprenticeships/ifa_apprenticeship_standards_2018-05-08_utf16.masked.csv", "apprenticeship-standards",
            "apprenticeship-standards", standards, ("Power network craftsperson",
            "Power network craftspeople"), encoding="utf-16-le"),
    Records("gias/pupil_premium_schools_2021.csv", "pupil-premium", "pupil-premium", premium, ("AP Academy,Stoke-on-Trent South,56,", "AP Academy,Stoke-on-Trent South,57,")),
    Records("skills/working_futures_occupations_growth_lep.csv", "growing-occupations", "growing-occupations",
            growing, ("Black Country LEP", "Black Countries LEP"), is_open=False),
]

REFUSED = [
    Refused(
        "gias/edubase_sample_teaching_vacancies.csv", "edubase-mixed", """
gias/edubase_sample_teaching_vacancies.csv:11: error: the row has 135 cells, the heading row has 120; it begins "124930"; \
of the table's 19 rows 9 have 120 (rows 2 to 10), 10 have 135 (rows 11 to 20)
  mend: rows of two files seem to stand under one heading row: fetch the file again, or give each file its own heading \
row; else ask the publisher: a cell with the delimiter in it must stand in quotes"""),
    Refused(
        "gias/edubase_sample_claim.csv", "edubase-ragged", """
gias/edubase_sample_claim.csv:5: error: the row has 139 cells, the heading row has 133; it begins "148847"; \
the table's 3 other rows fit
  mend: look at the row: a cell with the delimiter in it must stand in quotes, and a row of another file must be taken \
out; then fetch the file again, or ask the publisher"""),
]
