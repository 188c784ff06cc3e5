"""Where the packaged program `kiosk` starts."""

from kiosk.__main__ import main

raise SystemExit(main())
