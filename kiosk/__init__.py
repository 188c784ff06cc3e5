"""The application: what a visit is, what is on sale, and how the parts are put together."""
