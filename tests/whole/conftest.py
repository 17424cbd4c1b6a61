from generated_stories import tried

__all__ = ["tried"]
