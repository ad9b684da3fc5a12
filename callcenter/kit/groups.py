"""Which of many things belong together, where some are tied to some. Pure."""


class Groups:
    """Names tied to one another; ties of ties count (union-find, B. A. Galler and M. J. Fischer, 1964)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        """Whether a name was ever tied or asked for."""
        return name in self._above

    def tie(self, one: str, other: str) -> None:
        """Say that two belong together."""
        self._above[self.of(one)] = self.of(other)

    def of(self, name: str) -> str:
        """The name of its group: one of the names in it, the same for all of them until the next tie."""
        above = self._above
        while (upper := above.setdefault(name, name)) != name:
            above[name] = above.get(upper, upper)
            name = upper
        return name
