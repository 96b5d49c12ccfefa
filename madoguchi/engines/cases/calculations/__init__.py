"""Calculations: values that follow from the answers by dated rules of the definition, each with its reason."""
