"""The demo's screening consent, in our own words. A clinic writes its own and has its lawyer read it."""

SCREENING_SUMMARY = (
    "We ask about your health, your medicines and your safety to see whether this treatment could suit you. "
    "A clinician reads every answer. You can skip questions, stop, and take this agreement back."
)

_PARAGRAPHS = (
    "What we ask. Your health now and before, your medicines, alcohol and drugs, your mood, and whether you are safe.",
    "Why we ask. Some conditions and medicines make ketamine unsafe. Your answers tell a clinician where to look.",
    "Who reads it. The clinicians of {clinic}. The front desk sees your name, how to reach you and where your application "
    "stands, not your answers.",
    "What the computer does. It sorts your answers and shows a clinician what to look at. It never decides. People decide.",
    "When you tell us that you are in danger. We show you where to get help at once, and the clinician on duty is told. We may "
    "call you, and if we cannot reach you we may call the contact you gave us, or emergency services.",
    "How it is kept. Your answers are encrypted. We keep a record of who opened them, and you can ask to see it.",
    "What you can do. Leave a question open, say that you would rather not say, stop, or take this agreement back at any time. "
    "Answering does not commit you to treatment.",
)
SCREENING_TEXT = "\n\n".join(_PARAGRAPHS)
