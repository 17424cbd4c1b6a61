"""Two PostgreSQL schemas become one: triage table by table, compile, prove."""
