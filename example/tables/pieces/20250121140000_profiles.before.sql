-- One profile a person or thing, and what each type of profile adds.

