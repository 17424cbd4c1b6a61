-- One table a domain: each has settings of its own beside the shared ones.

