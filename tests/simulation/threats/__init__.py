"""The protocol's threat table as tests: one file a row (docs/threats.md).

Each shows the mitigation on the product's own parts, on both sides of the line, and computes what
remains; `test_planted` takes each mitigation away and demands that its row notices.
"""
