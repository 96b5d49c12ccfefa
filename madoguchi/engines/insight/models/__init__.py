from madoguchi.engines.insight.models.flow_facts import FACTS, CaseFact, OpenFact, StepFact, VariantFact
from madoguchi.engines.insight.models.trace import Trace

__all__ = ["FACTS", "CaseFact", "OpenFact", "StepFact", "Trace", "VariantFact"]
