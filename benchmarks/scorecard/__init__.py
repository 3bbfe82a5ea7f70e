"""`make scorecard`: what a patient's phone and a clinician's desk cost, measured in Chromium beside the targets of the product."""
