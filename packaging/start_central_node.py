"""Where the packaged program `central-node` starts."""

from central_node.__main__ import main

raise SystemExit(main())
