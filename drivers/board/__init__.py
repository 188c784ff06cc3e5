"""Serial relay boards: a gate, a lamp and a buzzer, none of which a crash may leave switched on."""
