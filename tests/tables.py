"""Every table of the program: importing this fills the metadata."""

import importlib
import pkgutil

import classroom

MODELS = sorted(
    found.name
    for found in pkgutil.walk_packages(classroom.__path__, "classroom.")
    if found.name.endswith(".models")
)
for name in MODELS:
    importlib.import_module(name)
