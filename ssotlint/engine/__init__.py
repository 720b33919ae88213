"""The run: stages in order, workers, suppression, baseline, exit meaning."""
