"""Who is asked, and what is not handed out."""

OWN = "account"
# The services that answer, in the order of the pages.
SERVICES = (OWN, "forum", "matchmaking", "notify")
# The requests themselves, and what secures the sign-in.
OWN_TABLES_LEFT_OUT = ("data_requests", "data_parts", "challenges", "session_ids", "upstream_visits")
