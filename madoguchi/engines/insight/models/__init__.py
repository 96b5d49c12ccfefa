from madoguchi.engines.insight.models.count import Count
from madoguchi.engines.insight.models.fact import Fact, Grain
from madoguchi.engines.insight.models.flow_facts import FACTS, CaseFact, OpenFact, StepFact, VariantFact
from madoguchi.engines.insight.models.trace import Trace

__all__ = ["FACTS", "CaseFact", "Count", "Fact", "Grain", "OpenFact", "StepFact", "Trace", "VariantFact"]
