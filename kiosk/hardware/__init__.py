"""The devices of a profile, opened, watched and told of; nothing here has to do with money."""
