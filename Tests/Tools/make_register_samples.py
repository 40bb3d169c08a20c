#!/usr/bin/env python3
"""Writes the registers of SampleInputs: invented schools, hub members and employers.

    make_register_samples.py SAMPLES

The register of schools has the layout of the publisher's own file: its 133 headings, Windows-1252, lines that
end in CR LF, words in quotes and numbers bare. Every school, person and firm is invented; only headings, codes
and the names of districts are real. The same argument gives the same bytes.
"""
import os
import random
import sys

HEADINGS = """URN|LA (code)|LA (name)|EstablishmentNumber|EstablishmentName|TypeOfEstablishment (code)|\
TypeOfEstablishment (name)|EstablishmentTypeGroup (code)|EstablishmentTypeGroup (name)|EstablishmentStatus (code)|\
EstablishmentStatus (name)|ReasonEstablishmentOpened (code)|ReasonEstablishmentOpened (name)|OpenDate|\
ReasonEstablishmentClosed (code)|ReasonEstablishmentClosed (name)|CloseDate|PhaseOfEducation (code)|\
PhaseOfEducation (name)|StatutoryLowAge|StatutoryHighAge|Boarders (code)|Boarders (name)|NurseryProvision (name)|\
OfficialSixthForm (code)|OfficialSixthForm (name)|Gender (code)|Gender (name)|ReligiousCharacter (code)|\
ReligiousCharacter (name)|ReligiousEthos (name)|Diocese (code)|Diocese (name)|AdmissionsPolicy (code)|\
AdmissionsPolicy (name)|SchoolCapacity|SpecialClasses (code)|SpecialClasses (name)|CensusDate|NumberOfPupils|\
NumberOfBoys|NumberOfGirls|PercentageFSM|TrustSchoolFlag (code)|TrustSchoolFlag (name)|Trusts (code)|Trusts (name)|\
SchoolSponsorFlag (name)|SchoolSponsors (name)|FederationFlag (name)|Federations (code)|Federations (name)|UKPRN|\
FEHEIdentifier|FurtherEducationType (name)|OfstedLastInsp|OfstedSpecialMeasures (code)|\
OfstedSpecialMeasures (name)|LastChangedDate|Street|Locality|Address3|Town|County (name)|Postcode|SchoolWebsite|\
TelephoneNum|HeadTitle (name)|HeadFirstName|HeadLastName|HeadPreferredJobTitle|InspectorateName (name)|\
InspectorateReport|DateOfLastInspectionVisit|NextInspectionVisit|TeenMoth (name)|TeenMothPlaces|CCF (name)|\
SENPRU (name)|EBD (name)|PlacesPRU|FTProv (name)|EdByOther (name)|Section41Approved (name)|SEN1 (name)|SEN2 (name)|\
SEN3 (name)|SEN4 (name)|SEN5 (name)|SEN6 (name)|SEN7 (name)|SEN8 (name)|SEN9 (name)|SEN10 (name)|SEN11 (name)|\
SEN12 (name)|SEN13 (name)|TypeOfResourcedProvision (name)|ResourcedProvisionOnRoll|ResourcedProvisionCapacity|\
SenUnitOnRoll|SenUnitCapacity|GOR (code)|GOR (name)|DistrictAdministrative (code)|DistrictAdministrative (name)|\
AdministrativeWard (code)|AdministrativeWard (name)|ParliamentaryConstituency (code)|\
ParliamentaryConstituency (name)|UrbanRural (code)|UrbanRural (name)|GSSLACode (name)|Easting|Northing|\
CensusAreaStatisticWard (name)|MSOA (name)|LSOA (name)|Inspectorate (name)|SENStat|SENNoStat|\
BoardingEstablishment (name)|PropsName|PreviousLA (code)|PreviousLA (name)|PreviousEstablishmentNumber|\
OfstedRating (name)|RSCRegion (name)|Country (name)|UPRN|SiteName|MSOA (code)|LSOA (code)""".split("|")

# district code, name, authority code, authority name, authority's nine characters, letters of postcodes, schools
OURS = [
    ("E06000021", "Stoke-on-Trent", "861", "Stoke-on-Trent", "E06000021", "ST0", 20),
    ("E07000195", "Newcastle-under-Lyme", "860", "Staffordshire", "E10000028", "ST0", 11),
    ("E07000198", "Staffordshire Moorlands", "860", "Staffordshire", "E10000028", "ST0", 9),
    ("E07000197", "Stafford", "860", "Staffordshire", "E10000028", "ST0", 11),
    ("E07000196", "South Staffordshire", "860", "Staffordshire", "E10000028", "WV0", 8),
    ("E07000192", "Cannock Chase", "860", "Staffordshire", "E10000028", "WS0", 8),
    ("E07000199", "Tamworth", "860", "Staffordshire", "E10000028", "B0", 7),
    ("E07000194", "Lichfield", "860", "Staffordshire", "E10000028", "WS0", 8),
    ("E07000193", "East Staffordshire", "860", "Staffordshire", "E10000028", "DE0", 10),
]
ELSEWHERE = [
    ("E08000025", "Birmingham", "330", "Birmingham", "E08000025", "B0", 4),
    ("E06000051", "Shropshire", "893", "Shropshire", "E06000051", "SY0", 3),
    ("E06000049", "Cheshire East", "895", "Cheshire East", "E06000049", "CW0", 3),
    ("E07000035", "Derbyshire Dales", "830", "Derbyshire", "E10000007", "DE0", 2),
]
# phase code and name, lowest and highest age, endings of names, type code and name, group code and name
PRIMARY = ("2", "Primary", 4, 11, ["Primary School", "CofE Primary School"], "1", "Community school", "4",
           "Local authority maintained schools")
MIDDLE = ("5", "Middle deemed secondary", 9, 13, ["Middle School"], "1", "Community school", "4",
          "Local authority maintained schools")
SECONDARY = ("4", "Secondary", 11, 18, ["High School", "Academy", "Catholic College"], "34", "Academy converter",
             "10", "Academies")
SPECIAL = ("0", "Not applicable", 5, 19, ["Special School"], "7", "Community special school", "5",
           "Special schools")
COLLEGE = ("6", "16 plus", 16, 99, ["Sixth Form College", "College"], "18", "Further education", "1", "Colleges")
THROUGH = ("7", "All-through", 3, 18, ["School"], "11", "Other independent school", "3", "Independent schools")
# A district's schools, over and over.
KINDS = [SECONDARY, PRIMARY, SECONDARY, SPECIAL, SECONDARY, PRIMARY, COLLEGE, SECONDARY, THROUGH, SECONDARY, MIDDLE]
FIRST = ["Marl", "Saggar", "Kiln", "Heather", "Brindle", "Thorn", "Otter", "Larch", "Quarry", "Fern", "Rook", "Alder",
         "Harrow", "Clay", "Slate", "Copper", "Willow", "Raven"]
SECOND = ["bank", "field", "brook", "wood", "mere", "croft", "ley", "edge", "ford", "combe"]
# Letters beyond ASCII, which Windows-1252 writes in one byte.
ACCENTED = {4: "Brontë Park High School", 31: "Sainte Thérèse Catholic College", 58: "Café Lane Academy"}
GIVEN = ["Peregrina", "Thelonius", "Ottoline", "Balthazar", "Zinnia", "Leopoldine", "Ignatius", "Araminta",
         "Caspian", "Emmeline", "Florian", "Hyacinth", "Jocasta", "Lysander"]
FAMILY = ["Quillfeather", "Ashgrovely", "Butterwickham", "Dunthrapple", "Eversholme", "Fothergrange", "Gildersby",
          "Hobblethwaite", "Inklepen", "Jellicrust", "Kettlewhite", "Mumblecroft", "Nettleshaw", "Ploverdale",
          "Rumbelow-Finch", "Snapesworth", "Tweddlestone"]
CLOSED = {5, 17, 40, 66}
PROPOSED_TO_OPEN = {24}
PROPOSED_TO_CLOSE = {15}


def quoted(cells):
    """A record as the publisher writes it: words in quotes, numbers bare."""
    return ",".join(str(cell) if isinstance(cell, int) else '"' + cell.replace('"', '""') + '"' for cell in cells)


class Schools:
    """Invented schools in the order of the file, each as its cells by heading."""

    def __init__(self):
        self.draw = random.Random(133)
        self.names = set()
        self.rows = []
        for district in OURS + ELSEWHERE:
            for place in range(district[-1]):
                self.rows.append(self.school(district, KINDS[place % len(KINDS)]))

    def name(self, number, endings):
        if number in ACCENTED:
            return ACCENTED[number]
        while True:
            name = f"{self.draw.choice(FIRST)}{self.draw.choice(SECOND)} {self.draw.choice(endings)}"
            if name not in self.names:
                self.names.add(name)
                return name

    def school(self, district, kind):
        code, name, authority, authority_name, authority_gss, letters, _ = district
        phase, phase_name, low, high, endings, type_code, type_name, group, group_name = kind
        number, draw = len(self.rows), self.draw
        pupils = draw.randrange(90, 220) if phase == "0" else draw.randrange(180, 1600)
        boys = pupils * draw.randrange(45, 55) // 100
        status = ("1", "Open")
        if number in CLOSED:
            status = ("2", "Closed")
        if number in PROPOSED_TO_CLOSE:
            status = ("3", "Open, but proposed to close")
        if number in PROPOSED_TO_OPEN:
            status = ("4", "Proposed to open")
        is_open = status[0] in "13"
        cells = dict.fromkeys(HEADINGS, "")
        cells.update({
            "URN": 990001 + 7 * number, "LA (code)": authority, "LA (name)": authority_name,
            "EstablishmentNumber": str(4000 + number), "EstablishmentName": self.name(number, endings),
            "TypeOfEstablishment (code)": type_code, "TypeOfEstablishment (name)": type_name,
            "EstablishmentTypeGroup (code)": group, "EstablishmentTypeGroup (name)": group_name,
            "EstablishmentStatus (code)": status[0], "EstablishmentStatus (name)": status[1],
            "ReasonEstablishmentOpened (code)": "00", "ReasonEstablishmentOpened (name)": "Not applicable",
            "OpenDate": f"01-09-{2009 + number % 12}" if type_code == "34" else "",
            "ReasonEstablishmentClosed (code)": "00", "ReasonEstablishmentClosed (name)": "Not applicable",
            "CloseDate": f"31-08-{2018 + number % 7}" if status[0] == "2" else "",
            "PhaseOfEducation (code)": phase, "PhaseOfEducation (name)": phase_name, "StatutoryLowAge": low,
            "StatutoryHighAge": high, "Boarders (code)": "1", "Boarders (name)": "No boarders",
            "OfficialSixthForm (code)": "1" if high > 16 else "2",
            "OfficialSixthForm (name)": "Has a sixth form" if high > 16 else "Does not have a sixth form",
            "Gender (code)": "3", "Gender (name)": "Mixed",
            "CensusDate": "15-01-2026" if is_open else "", "NumberOfPupils": pupils if is_open else "",
            "NumberOfBoys": boys if is_open else "", "NumberOfGirls": pupils - boys if is_open else "",
            "SchoolCapacity": pupils + draw.randrange(0, 120), "UKPRN": str(10990000 + number),
            "LastChangedDate": f"{1 + number % 28:02}-10-2026", "Street": f"{draw.choice(FIRST)} Road",
            "Town": name, "County (name)": "Staffordshire" if district in OURS else "",
            "Postcode": f"{letters} {1 + number % 9}{'ABDEFGHJ'[number % 8]}{'LNPQRSTU'[number % 7]}",
            "SchoolWebsite": f"https://www.example.org/school-{number}" if is_open else "",
            "TelephoneNum": f"01632960{number:03}", "HeadTitle (name)": draw.choice(["Mr", "Mrs", "Ms", "Dr"]),
            "HeadFirstName": draw.choice(GIVEN), "HeadLastName": draw.choice(FAMILY),
            "HeadPreferredJobTitle": draw.choice(["Headteacher", "Principal"]),
            "GOR (code)": "F", "GOR (name)": "West Midlands", "DistrictAdministrative (code)": code,
            "DistrictAdministrative (name)": name, "GSSLACode (name)": authority_gss,
            "Country (name)": "United Kingdom",
        })
        return cells

    def lines(self):
        yield quoted(HEADINGS)
        for row in self.rows:
            yield quoted(row[heading] for heading in HEADINGS)

    def ours(self):
        """Schools of the nine districts that are open and teach pupils of secondary age or older."""
        codes = {district[0] for district in OURS}
        return [row for row in self.rows if row["DistrictAdministrative (code)"] in codes
                and row["EstablishmentStatus (code)"] in "13" and row["PhaseOfEducation (code)"] != "2"]


def members(schools):
    """Two thirds of the schools: most in the hub, some in the network beyond it."""
    yield "urn,school,membership,since"
    for place, row in enumerate(schools.ours()):
        if place % 3 != 2:
            membership = "network" if place % 5 == 4 else "hub"
            yield f"{row['URN']},{row['EstablishmentName']},{membership},{2018 + place % 8}-09-01"


# name, role, sector, why that sector, district, consent, valid to
EMPLOYERS = [
    ("Saggar & Daughters", "cornerstone employer", "applied_materials", "makes technical ceramics", "E06000021",
     "2026-02-03", "2028-02-02"),
    ("Trentside Turbines", "cornerstone employer", "energy", "builds parts of wind turbines", "E07000197",
     "2025-11-17", "2027-11-16"),
    ("Moorland Motion", "enterprise adviser", "auto_aero", "makes gearboxes", "E07000198", "2026-05-20",
     "2028-05-19"),
    ("Ötzi Outdoor Adventures", "enterprise adviser", "tourism", "runs a climbing centre", "E07000198",
     "2026-01-12", "2028-01-11"),
    ("alder & oak joinery", "cornerstone employer", "construction", "fits out buildings", "E07000192", "2026-06-01",
     "2028-05-31"),
    ("Kilnhouse Care", "cornerstone employer", "health_care", "runs care homes", "E06000021", "2025-12-08",
     "2027-12-07"),
    ("Chaseway Haulage", "enterprise adviser", "logistics", "carries goods by road", "E07000192", "2026-03-09",
     "2028-03-08"),
    ("Beacon Byte", "cornerstone employer", "digital", "writes software", "E07000195", "2026-04-14", "2028-04-13"),
    ("Beacon Byte", "enterprise adviser", "digital", "writes software", "E07000195", "2026-04-14", "2028-04-13"),
    ("Tamebridge Diagnostics", "enterprise adviser", "med_tech", "makes blood tests", "E07000199", "2026-07-02",
     "2028-07-01"),
    ("Needwood Dairy Systems", "cornerstone employer", "agri_tech", "builds milking robots", "E07000193",
     "2026-02-19", "2028-02-18"),
    ("Brindle Brickworks", "cornerstone employer", "construction", "lays bricks on sites", "E07000194", "2026-08-03",
     "2028-08-02"),
    ("Three Spires Accounts", "enterprise adviser", "bps", "keeps the books of small firms", "E07000194",
     "2026-01-26", "2028-01-25"),
    ("Larchmere Logistics", "cornerstone employer", "logistics", "runs a warehouse", "E07000196", "2026-05-05",
     "2028-05-04"),
    # No consent: must appear nowhere.
    ("Quietly Unnamed Pottery", "enterprise adviser", "applied_materials", "makes tiles", "E06000021", "",
     "2028-01-01"),
    # A consent that has run out: must appear nowhere.
    ("Bygone Bearings", "cornerstone employer", "auto_aero", "makes bearings", "E07000197", "2023-10-01",
     "2025-09-30"),
]


def employers():
    yield "name,role,sector,sector_basis,district,contact,consent,valid_to"
    draw = random.Random(7)
    for name, role, sector, basis, district, consent, until in EMPLOYERS:
        contact = f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}"
        yield f"{name},{role},{sector},{basis},{district},{contact},{consent},{until}"


def origin(publisher, title, url, cut):
    yield "# Invented records in the layout of a register, for trying the pipeline: never to be shown as real."
    yield "kind: sample"
    yield f"publisher: {publisher}"
    yield f"title: SAMPLE in the layout of {title}"
    yield f"url: {url}"
    yield "licence:"
    yield "  name: Open Government Licence v3.0"
    yield "  url: https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    yield 'attribution: "Invented sample records in the layout of a source that is licensed under the Open Government Licence v3.0."'
    yield "retrieved: 2026-11-01T02:00:00Z"
    yield f'cut: "{cut}"'


HUB = "Stoke-on-Trent and Staffordshire Careers Hub"
HUB_PAGE = "https://www.staffsjobscareers.com/"
ORIGINS = {
    "gias/edubasealldata.csv": (
        "Department for Education", "Get Information about Schools, all establishment data",
        "https://get-information-schools.service.gov.uk/Downloads",
        "Ninety-two invented schools of the nine districts and twelve elsewhere; all 133 columns."),
    "hub/members.csv": (HUB, "the hub's list of members", HUB_PAGE, "Members among the invented schools."),
    "hub/employers.csv": (
        HUB, "the hub's list of employers", HUB_PAGE,
        "Invented firms; one gave no consent and the consent of one has run out."),
}


def save(folder, name, lines, encoding="utf-8", end="\n"):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding=encoding, newline="") as file:
        for line in lines:
            file.write(line + end)


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    samples = sys.argv[1]
    schools = Schools()
    save(samples, "gias/edubasealldata.csv", schools.lines(), encoding="cp1252", end="\r\n")
    save(samples, "hub/members.csv", members(schools))
    save(samples, "hub/employers.csv", employers())
    for name, facts in ORIGINS.items():
        save(samples, name + ".origin.yml", origin(*facts))


if __name__ == "__main__":
    main()
