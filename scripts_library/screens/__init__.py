"""The pages of scripts: list, tree picture, editor, versions, import and export."""
