"""Tools outside Python that some tests look at their papers with."""

import os
import shutil

import pytest


def require_tool(name: str) -> str:
    """Give the path of a tool; without it skip the test, but fail where CI promises it."""
    path = shutil.which(name)
    if path is None:
        reason = f"{name} is not installed"
        if os.environ.get("CI"):
            pytest.fail(f"{reason}, and CI must have it")
        pytest.skip(reason)
    return path
