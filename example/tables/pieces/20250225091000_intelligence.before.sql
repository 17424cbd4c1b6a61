-- Assistants, what they know and what they cost.

