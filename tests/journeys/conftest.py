from tests.windows import window

__all__ = ["window"]
