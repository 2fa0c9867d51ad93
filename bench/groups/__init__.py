"""The parts of the benchmark: each measures one thing and tells it as a section."""
