"""The 33 barrier-free criteria, each a check over every screen that can be come by."""
