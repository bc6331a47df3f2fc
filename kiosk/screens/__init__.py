"""The kiosk's screens: one view-model with frozen props for each, and what they show as rows and pictures."""
