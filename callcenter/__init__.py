"""The core that every feature stands on, and the application that wires them."""
