"""The bytes that terminal and node agree on. Pure: bytes in, a typed value or one ProtocolError out."""
