"""What a case is: a fault of the catalogue, put in, run and judged."""
import itertools
import pathlib
import shutil
import tempfile

from hub import Hub
from judge import Failure, Judge, demand

CASES = {}


def case(name, title):
    """Adds a function of a lab to the cases; it raises `Failure` where the program did not do as it has to."""
    def add(function):
        if name in CASES:
            raise ValueError(f"two cases are called {name}")
        CASES[name] = (title, function)
        return function
    return add


class Lab:
    """A folder for one case, and what cases ask for again and again."""

    def __init__(self, program, folder):
        self.program, self.folder = pathlib.Path(program), pathlib.Path(folder)
        self.numbers = itertools.count(1)
        self.hubs = []

    def hub(self, number=None, folder=None):
        """A hub with the files of edition 1; where `number` is given, editions up to it have been published."""
        hub = Hub(folder or self.folder / f"hub{next(self.numbers)}", self.program)
        self.hubs.append(hub)
        for edition in range(1, (number or 0) + 1):
            Judge(hub).good(hub.night(edition))
        return hub

    def twin(self, hub):
        """A copy of a hub, to go on without the fault."""
        twin = hub.copy_to(self.folder / f"hub{next(self.numbers)}")
        self.hubs.append(twin)
        return twin

    def path(self, name):
        return self.folder / name

    def failed_then_mended(self, hub, fault, mend=lambda: None, codes=13, says=(), edition=2, but=()):
        """A night with a fault fails and readers see nothing of it; without the fault it ends as if there had been none."""
        twin = self.twin(hub)
        judge = Judge(hub)
        hub.issue(edition)
        run = judge.refused(fault(), codes, *says)
        judge.untouched(but)
        mend()
        again = hub.run()
        judge.good(again)
        Judge(twin).good(twin.night(edition))
        judge.same_as(twin, run, again)
        return run


def work(name, program):
    """Runs one case; returns what was wrong, or an empty text."""
    _, function = CASES[name]
    folder = tempfile.mkdtemp(prefix=f"lmi-fault-{name}-")
    try:
        lab = Lab(program, folder)
        function(lab)
        for hub in lab.hubs:
            Judge(hub).secret()
        return ""
    except Failure as failure:
        return str(failure)
    except Exception as error:  # A case that breaks has shown nothing
        return f"the case itself broke: {type(error).__name__}: {error}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


__all__ = ["CASES", "Failure", "Judge", "Lab", "case", "demand", "work"]
