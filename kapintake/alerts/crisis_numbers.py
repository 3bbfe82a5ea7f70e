"""The national numbers of the help pages (United States), as settings.CRISIS_NUMBERS. Look at each again within a year.

Seen in use on CHECKED_ON: 988 by call, text and chat (Spanish: press 2, or text AYUDA; Veterans: press 1, or text 838255;
deaf or hard of hearing: videophone, or 711 then 988), Crisis Text Line HOME to 741741, Poison Help 1-800-222-1222.
Outside the United States replace the whole mapping: none of these exists there.
"""

CHECKED_ON = "2026-11-24"

NATIONAL = {
    "emergency": "911",
    "lifeline": "988",
    "lifeline_chat": "https://988lifeline.org/chat/",
    "lifeline_chat_shown": "988lifeline.org/chat",
    "lifeline_spanish_word": "AYUDA",
    "veterans_text": "838255",
    "text_line": "741741",
    "text_line_word": "HOME",
    "relay": "711",
    "poison": "18002221222",
    "poison_shown": "1-800-222-1222",
}
