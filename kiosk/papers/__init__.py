"""Signed papers of the district: fetched, judged, kept, adopted."""
