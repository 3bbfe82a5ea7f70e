"""Pages of the patient's intake: scope, form, one call, one redirect."""
