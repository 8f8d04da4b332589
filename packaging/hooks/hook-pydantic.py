"""Pydantic imports its parts by name; its old self and its plug-ins for development tools stay out."""

from PyInstaller.utils.hooks import collect_submodules

LEFT_OUT = ("pydantic.v1", "pydantic.mypy", "pydantic._hypothesis_plugin")

hiddenimports = collect_submodules("pydantic", filter=lambda name: not name.startswith(LEFT_OUT))
