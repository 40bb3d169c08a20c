"""Faults of the network, by the stand-in for the publishers' servers where the tree has one."""
import importlib.util
import pathlib

STAND_IN = pathlib.Path(__file__).resolve().parent.parent / "StandIn" / "fault_cases.py"

# The stand-in brings its own cases, each with its server: `cases(case, demand, Judge)` adds them.
if STAND_IN.exists():
    import sys

    import cases
    from judge import Judge

    sys.path.insert(0, str(STAND_IN.parent))
    about = importlib.util.spec_from_file_location("stand_in_cases", STAND_IN)
    module = importlib.util.module_from_spec(about)
    about.loader.exec_module(module)
    module.cases(cases.case, cases.demand, Judge)
