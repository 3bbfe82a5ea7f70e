"""The cast and its records: ada and ben are patients; clara prescribes and dev is a therapist of one clinic; eva works
at another; fay is at the front desk and finn administers the clinic."""
