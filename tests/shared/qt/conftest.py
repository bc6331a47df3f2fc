"""What tests of the windows' shared parts ask for."""

from __future__ import annotations

from tests.support.patientlinks import impatient, patient_links

__all__ = ["impatient", "patient_links"]
