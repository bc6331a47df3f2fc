"""Every test of Antrean; the folders mirror the rooms."""
