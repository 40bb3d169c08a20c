"""What the scripts that write sample files share: the places, the publishers' habits of writing, and the origin files."""
import os

# code, name, people in work in thousands, residents aged 16 to 64 in thousands, yearly pay of a full-timer
AREAS = [
    ("E06000021", "Stoke-on-Trent", 118, 162, 29400),
    ("E07000192", "Cannock Chase", 43, 62, 29900),
    ("E07000193", "East Staffordshire", 64, 76, 31200),
    ("E07000194", "Lichfield", 47, 63, 31800),
    ("E07000195", "Newcastle-under-Lyme", 46, 78, 29700),
    ("E07000196", "South Staffordshire", 37, 66, 32400),
    ("E07000197", "Stafford", 69, 83, 32900),
    ("E07000198", "Staffordshire Moorlands", 31, 55, 28600),
    ("E07000199", "Tamworth", 33, 49, 29800),
    ("E12000005", "West Midlands", 2670, 3720, 33100),
    ("E92000001", "England", 27600, 35900, 35100),
]
DISTRICTS = [area[0] for area in AREAS[:9]]

LEP = "Stoke-on-Trent and Staffordshire"
# What the query for the nine districts together is called.
LSIP = "Stoke-on-Trent and Staffordshire LSIP"
BANDS = ["Total", "Micro (0 to 9)", "Small (10 to 49)", "Medium-sized (50 to 249)", "Large (250+)"]

NOMIS = "Office for National Statistics (Nomis)"
DFE = "Department for Education"


OPEN = (
    "Open Government Licence v3.0", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "Invented sample figures in the layout of a source that is licensed under the Open Government Licence v3.0.")
# For the origin of a file whose layout was not copied from a file of its publisher.
DESCRIBED = "The layout is written from descriptions of the publisher's service: no file of this kind was at hand."


def save(folder, name, lines, end="\n", mark=""):
    """Writes lines as UTF-8; `mark` stands before the first of them."""
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(mark)
        for line in lines:
            file.write(line + end)


def bare(cells):
    """A record with quotes only where a comma or a quote asks for them."""
    return ",".join(
        '"' + str(cell).replace('"', '""') + '"' if any(sign in str(cell) for sign in ',"') else str(cell)
        for cell in cells)


def quoted(cells):
    """A record as the selecting Nomis address sends it: words in quotes, numbers and blanks bare."""
    return ",".join(f'"{cell}"' if isinstance(cell, str) and cell != "" else str(cell) for cell in cells)


def counted(lines):
    """Records as a page of the Nomis API has them: two more columns say which row each is, and of how many."""
    heading, *body = lines
    marks = ('"RECORD_OFFSET"', '"RECORD_COUNT"') if heading.startswith('"') else ("RECORD_OFFSET", "RECORD_COUNT")
    yield ",".join([heading, *marks])
    for place, line in enumerate(body):
        yield f"{line},{place},{len(body)}"


def nearest(value, step):
    """`value` at the nearest multiple of `step`, a half upwards."""
    return (2 * value + step) // (2 * step) * step


def origin(publisher, title, url, release, released, due, cut, note="", licence=OPEN):
    name, address, attribution = licence
    yield "# Invented figures in a publisher's layout, for trying the pipeline: never to be shown as real."
    yield "kind: sample"
    yield f"publisher: {publisher}"
    yield f"title: {title}"
    yield f"url: {url}"
    yield "licence:"
    yield f"  name: {name}"
    yield f"  url: {address}"
    yield f'attribution: "{attribution}"'
    yield f'release: "{release}"'
    if released:
        yield f"released: {released}"
    if due:
        yield f"next due: {due}"
    yield "retrieved: 2026-11-01T02:00:00Z"
    yield f'cut: "{cut}"'
    if note:
        yield f'note: "{note}"'
