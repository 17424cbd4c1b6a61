-- The studio came from another code base, which is why its columns look the way they do.

