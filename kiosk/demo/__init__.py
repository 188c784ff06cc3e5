"""The demo: a whole district on one laptop, for showing the terminal and for checking it.

``supervisor`` owns everything that is not the terminal: the node's process, the network between
the two, the residents' phones, the camera's picture and the printer's port. The terminal itself
runs in a process of its own (``window``), so that its power can really be cut.
"""
