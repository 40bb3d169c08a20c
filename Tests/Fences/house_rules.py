#!/usr/bin/env python3
"""The rules of the house that can be read off the text of the tree, in a second and without a compiler.

    house_rules.py FOLDER    checks the git work tree at FOLDER and prints FILE:LINE: what is wrong [rule]
    house_rules.py --list    prints each rule with its sentence
"""
import pathlib
import re
import subprocess
import sys

from swift_text import code_only, imports

RULES = {}


def rule(function):
    """A rule yields (file, line, what is wrong); its docstring is the sentence that people read."""
    RULES[function.__name__.replace("_", "-")] = function
    return function


class Tree:
    """The files that git knows or would add, read once."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.tracked = self.git("--cached")
        self.files = sorted(set(self.git("--cached", "--others", "--exclude-standard")))
        self.files = [file for file in self.files if (self.folder / file).is_file()]
        self.texts = {}
        self.codes = {}

    def git(self, *options):
        return subprocess.run(["git", "-C", self.folder, "ls-files", "-z", *options], capture_output=True, text=True,
                              check=True).stdout.split("\0")[:-1]

    def text(self, file):
        if file not in self.texts:
            self.texts[file] = (self.folder / file).read_text(encoding="utf-8")
        return self.texts[file]

    def code(self, file):
        if file not in self.codes:
            self.codes[file] = code_only(self.text(file))
        return self.codes[file]

    def swift(self, *folders):
        return [file for file in self.files if file.endswith(".swift") and file.startswith(folders)]

    def written(self):
        """Files that people write, as opposed to data."""
        ends = (".swift", ".h", ".c", ".modulemap", ".py", ".sh", ".js", ".yml", ".yaml", ".md", ".html")
        return [file for file in self.files if file.endswith(ends) or file in ("Makefile", ".ci/parts", ".ci/run", ".ci/tools")]


def search(pattern, files, text, what):
    """Every place in `files` where `pattern` stands in `text(file)`."""
    for file in files:
        for found in re.finditer(pattern, text(file), re.MULTILINE):
            yield file, text(file).count("\n", 0, found.start()) + 1, what.format(found[0].strip())


def targets(tree):
    """name: (kind, names of its dependencies, text) of every target in Package.swift."""
    manifest = tree.text("Package.swift")
    found = {}
    for start in re.finditer(r"\.(target|executableTarget|testTarget|systemLibrary)\(", manifest):
        end, depth = start.end(), 1
        while depth and end < len(manifest):
            depth += {"(": 1, ")": -1}.get(manifest[end], 0)
            end += 1
        text = manifest[start.end():end]
        name = re.search(r'name: "(\w+)"', text)[1]
        needs = re.search(r"dependencies: \[(.*?)\](?=,|\))", text, re.DOTALL)
        products = re.sub(r'\.product\(name: "(\w+)", package: "[^"]+"\)', r'"\1"', needs[1] if needs else "")
        found[name] = (start[1], re.findall(r'"(\w+)"', products), text)
    return found


def folder(target):
    return ("Tests/" if target.endswith("Tests") or target == "LMITestSupport" else "Sources/") + target + "/"


STAGES = ("LMIExtract", "LMITransform", "LMILoad")
# The picture of docs/architecture.md: who may import whom
MAY_IMPORT = {
    "LMIModel": set(),
    "LMIFiles": {"LMIModel", "CCrypto"},
    "LMIExtract": {"LMIModel", "LMIFiles", "CCurl", "CLibXML2", "CSandbox", "CScan"},
    "LMITransform": {"LMIModel"},
    "LMILoad": {"LMIModel", "LMIFiles", "CZlib"},
    "LMIPipeline": {"LMIModel", "LMIFiles", *STAGES, "CYAML"},
    "lmi": {"LMIModel", "LMIPipeline", "ArgumentParser"},
}
# Part of the toolchain, and needing no line in Package.swift
TOOLCHAIN = {"FoundationEssentials", "Glibc", "Dispatch", "Synchronization"}
TOOLCHAIN_OF_TESTS = {"Foundation", "Testing"}
BELOW_PIPELINE = ("Sources/LMIModel/", "Sources/LMIFiles/") + tuple(f"Sources/{stage}/" for stage in STAGES)
PURE = ("Sources/LMIModel/", "Sources/LMITransform/", "Sources/LMILoad/")


@rule
def no_foundation(tree):
    """Sources import FoundationEssentials at most: Foundation clashes with libxml2's ICU headers and our own nouns."""
    for file in tree.swift("Sources/"):
        for line, module in imports(tree.code(file)):
            if module.startswith("Foundation") and module != "FoundationEssentials":
                yield file, line, f"imports {module}"


@rule
def no_way_round_the_compiler(tree):
    """Sources never force, never vouch for what the compiler could not check, and never switch the formatter off."""
    sources = tree.swift("Sources/")
    yield from search(r"[\w)\]>}\"?]!(?![=\w(])|[\w)\]]!(?=[.\[(])", sources, tree.code, "forces an optional: {}")
    yield from search(r"\b(try!|as!)", sources, tree.code, "forces: {}")
    yield from search(r"@unchecked\s+Sendable|nonisolated\(unsafe\)|@_\w+|unsafeBitCast", sources, tree.code, "{}")
    yield from search("swift-format" + "-ignore", tree.swift("Sources/", "Tests/"), tree.text, "{}")


@rule
def no_swallowed_error(tree):
    """An error is handled, handed on or said: an empty catch loses it, and so does `try?` without a comment over it."""
    sources = tree.swift("Sources/")
    for file, line, what in search(r"\btry\?", sources, tree.code, "{} loses the error and no comment says why"):
        if not tree.text(file).splitlines()[line - 2].lstrip().startswith("//"):
            yield file, line, what
    yield from search(r"\bcatch\b[^{\n]*\{\s*\}", sources, tree.code, "{} loses the error")


@rule
def one_file_a_c_library(tree):
    """Each C library is imported by one Swift file, where whoever audits it has to look."""
    for module in ("CCurl", "CLibXML2", "CCrypto", "CSandbox", "CScan", "CYAML", "CZlib"):
        users = [(file, line) for file in tree.swift("Sources/") for line, name in imports(tree.code(file))
                 if name == module]
        if len({file for file, _ in users}) > 1:
            for file, line in users:
                yield file, line, f"imports {module}, as do {len({file for file, _ in users}) - 1} others"


@rule
def imports_are_declared(tree):
    """A target imports what Package.swift declares for it: the compiler does not see an undeclared package module."""
    for target, (kind, needs, _) in targets(tree).items():
        if kind == "systemLibrary":
            continue
        is_test = folder(target).startswith("Tests/")
        known = {target, *needs, *TOOLCHAIN, *(TOOLCHAIN_OF_TESTS if is_test else {"Foundation"})}
        for file in tree.swift(folder(target)):
            for line, module in imports(tree.code(file)):
                if module not in known:
                    yield file, line, f"imports {module}, which Package.swift does not declare for {target}"


@rule
def no_stage_imports_another(tree):
    """Only the imports of the picture in docs/architecture.md: no stage knows another, nothing knows who calls it."""
    for target, (_, needs, _) in targets(tree).items():
        if target not in MAY_IMPORT:
            continue
        for module in set(needs) - MAY_IMPORT[target]:
            yield "Package.swift", 1, f"{target} may not depend on {module}"
        for file in tree.swift(folder(target)):
            for line, module in imports(tree.code(file)):
                if module not in MAY_IMPORT[target] | TOOLCHAIN | {"Foundation"}:
                    yield file, line, f"{target} may not import {module}"


@rule
def fences_stand_in_the_manifest(tree):
    """Every Swift target is compiled with all the rules, and the rules hold all six settings."""
    manifest = tree.text("Package.swift")
    for setting in (".swiftLanguageMode(.v6)", ".strictMemorySafety()", ".treatAllWarnings(as: .error)",
                    '.enableUpcomingFeature("ExistentialAny")', '.enableUpcomingFeature("InternalImportsByDefault")',
                    '.enableUpcomingFeature("MemberImportVisibility")'):
        if setting not in manifest:
            yield "Package.swift", 1, f"the setting {setting} is gone"
    if "unsafeFlags" in manifest:
        yield "Package.swift", 1, "unsafeFlags"
    for target, (kind, _, text) in targets(tree).items():
        if kind != "systemLibrary" and "swiftSettings: rules" not in text and target not in ("CScan",):
            yield "Package.swift", 1, f"{target} is compiled without the rules"


@rule
def dependencies_are_exact(tree):
    """Two builds of one commit are one thing: packages are `exact:`, Python packages `==`."""
    yield from search(r"\.package\((?![^)]*exact: \"[\d.]+\")[^)]*\)", ["Package.swift"], tree.text, "{} is not exact")
    wanted = [file for file in tree.files if file.endswith("requirements.txt")]
    yield from search(r"^(?!#)(?=\S)(?![\w.\[\]-]+==[\w.]+$).+", wanted, tree.text, "{} is not pinned with ==")


@rule
def files_are_short(tree):
    """A Swift file over 300 lines is two rooms."""
    for file in tree.swift("Sources/", "Tests/"):
        lines = tree.text(file).count("\n")
        if lines > 300:
            yield file, 301, f"has {lines} lines"


@rule
def no_clock_environment_or_chance(tree):
    """Same input, same bytes: below LMIPipeline no stage that shapes a bundle asks the clock, the machine or chance."""
    clock = r"\bDate\(\)|\bDate\.now\b|\b(Continuous|Suspending)Clock\b|(?<![.\w])time\(|\bclock_gettime\b|\bgettimeofday\b"
    machine = r"\bgetenv\b|\bsecure_getenv\b|\benviron\b|\bProcessInfo\b|\bsetlocale\b|\blocaltime(_r)?\b|\b(TimeZone|Locale)\.current\b"
    chance = r"\bSystemRandomNumberGenerator\b|\.random\(|\.shuffled?\(|\.randomElement\(|\barc4random\w*|\bUUID\(\)|\.hashValue\b|(?<![.\w])rand\("
    yield from search(f"{clock}|{machine}|{chance}", tree.swift(*PURE), tree.code, "{}")


@rule
def no_binary_fractions(tree):
    """Figures are exact decimals: no Double or Float stands on the way to a bundle."""
    yield from search(r"\b(Double|Float|Float16|Float80|CGFloat)\b", tree.swift(*PURE), tree.code, "{}")


@rule
def no_printing_below_the_pipeline(tree):
    """What goes wrong is a value handed up: a stage prints nothing."""
    yield from search(r"(?<![.\w])(print|debugPrint|dump|puts|printf|fputs)\(", tree.swift(*BELOW_PIPELINE), tree.code, "{}")


@rule
def no_words_of_unfinished_work(tree):
    """What is not done is an issue, not a comment."""
    words = ["TO" + "DO", "FIX" + "ME", "not (yet )?imple" + "mented", "place" + "holder", "for" + " now", "MA" + "RK: "]
    yield from search("(?i:" + "|".join(words[:-1]) + ")|" + words[-1], tree.written(), tree.text, "{!r}")


@rule
def no_paths_of_one_machine(tree):
    """What stands in the tree is true on every machine."""
    yield from search(r"(?<![\w.:/~-])/(work|root|farm|home)/[a-z.]\S*", tree.written(), tree.text, "{}")


@rule
def nothing_built_is_committed(tree):
    """What a build or a run makes is not in git."""
    for file in tree.tracked:
        parts = pathlib.PurePath(file).parts
        if parts[-1] == "Package.resolved" or file.endswith(".pyc") or any(
                re.match(r"(\.build|\.venv|\.lmi|__pycache__|Output-realdata)", part) for part in parts):
            yield file, 1, "is made by a build or a run"


@rule
def tests_are_not_switched_off(tree):
    """A test runs, and waits for nothing: none is disabled, none sleeps."""
    tests = tree.swift("Tests/")
    yield from search(r"\.disabled\(|\.enabled\(if:", tests, tree.code, "{} switches a test off: ask realDataFolder() inside it")
    yield from search(r"\bTask\.sleep\b|\bThread\.sleep\b|(?<![.\w])u?sleep\(", tests, tree.code, "{}")


@rule
def commands_in_the_docs_exist(tree):
    """Every `make` target and `lmi` subcommand that a document names is there."""
    made = set(re.findall(r"^([a-z][\w-]*):", tree.text("Makefile"), re.MULTILINE))
    commands = set()
    for file in tree.swift("Sources/lmi/"):
        commands |= set(re.findall(r'commandName: "([\w-]+)"', tree.text(file)))
    for file in (file for file in tree.files if file.endswith(".md") and not file.startswith("Tests/")):
        for line, text in enumerate(tree.text(file).splitlines(), 1):
            for name in re.findall(r"(?:^\s*\$?\s*|`)make ([a-z][\w-]*)", text):
                if name not in made:
                    yield file, line, f"there is no make {name}"
            for name in re.findall(r"(?:^\s*\$?\s*|`)(?:\S*/)?lmi ([a-z][\w-]*)", text):
                if name not in commands | {"help"}:
                    yield file, line, f"there is no lmi {name}"


def main():
    if sys.argv[1:] == ["--list"]:
        for name, check in RULES.items():
            print(f"{name}\n    {check.__doc__}")
        return
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    tree = Tree(sys.argv[1])
    broken = set()
    for name, check in RULES.items():
        for file, line, what in check(tree):
            print(f"{file}:{line}: {what} [{name}]")
            broken.add(name)
    for name in sorted(broken):
        print(f"\n{name}: {RULES[name].__doc__}")
    print(f"house-rules: {len(RULES) - len(broken)} passed, {len(broken)} failed")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
