"""The bytes that terminal and node agree on: bytes in, a typed value or one ProtocolError out."""
