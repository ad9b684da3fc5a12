"""What a few words look like to the act models: the features that all word models share."""

from callcenter.kit.wordmodel.features import VERSION, features

__all__ = ["VERSION", "features"]
