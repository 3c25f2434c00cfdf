"""The demonstration: a seeded force, and simulated people who keep one evening alive."""
