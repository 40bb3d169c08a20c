internal import LMIModel
