"""Leading real calls: between an exchange's news and the engine of flows, with every step stored."""
