"""The reference central node: enrols kiosks, holds coins, books entries, signs receipts."""
