"""The words everything else uses: records, evidence, leads. Imports nothing of ours."""
