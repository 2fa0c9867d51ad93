"""Thrift's compact protocol, read and written without the product: metadata taken apart, changed
at a place or at random, and put together again."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

FLAGS, BYTE, INTEGERS, DOUBLE, BINARY, LIST, STRUCT = (1, 2), 3, (4, 5, 6), 7, 8, 9, 12
INT32, INT64 = 5, 6


@dataclass
class Node:
    """A value: of a struct its fields by number, of a list its elements."""

    type: int
    value: Any
    element: int = STRUCT
    """The type of the elements, if it is a list."""
    extra: int = 0
    """How many elements the list's header counts too many."""

    def __getitem__(self, key: int) -> Node:
        return self.value[key]

    def __setitem__(self, key: int, node: Node) -> None:
        self.value[key] = node

    def children(self) -> list[Node]:
        if self.type == STRUCT:
            return list(self.value.values())
        return list(self.value) if self.type == LIST else []

    def all(self) -> list[Node]:
        """This one and all below it."""
        return [self, *(node for child in self.children() for node in child.all())]

    def bytes(self) -> bytes:
        """The value without its type."""
        if self.type in FLAGS:
            return bytes([self.type])
        if self.type == BYTE:
            return bytes([self.value])
        if self.type in INTEGERS:
            return varint(zigzag(self.value))
        if self.type == BINARY:
            return varint(len(self.value)) + self.value
        if self.type == LIST:
            count = max(0, len(self.value) + self.extra)
            head = bytes([0xF0 | self.element]) + varint(count)
            return head + b"".join(node.bytes() for node in self.value)
        if self.type == STRUCT:
            return b"".join(map(_field, self.value.items())) + b"\0"
        return self.value


def int64(number: int) -> Node:
    return Node(INT64, number)


def text(content: str) -> Node:
    return Node(BINARY, content.encode())


def varint(number: int) -> bytes:
    """Of an unsigned number of at most 64 bits."""
    groups = [number >> shift & 0x7F for shift in range(0, 70, 7)]
    while len(groups) > 1 and not groups[-1]:
        groups.pop()
    return bytes(group | 0x80 for group in groups[:-1]) + bytes(groups[-1:])


def zigzag(number: int) -> int:
    return (number << 1 ^ number >> 63) & (1 << 64) - 1


def _field(pair: tuple[int, Node]) -> bytes:
    number, node = pair
    content = b"" if node.type in FLAGS else node.bytes()
    return bytes([node.type]) + varint(zigzag(number)) + content


@dataclass
class Reader:
    """Reads sound metadata."""

    content: bytes
    position: int = field(default=0)

    def struct(self) -> Node:
        fields: dict[int, Node] = {}
        number = 0
        while header := self._take(1)[0]:
            number = number + (header >> 4) if header >> 4 else self._signed()
            fields[number] = self._value(header & 15)
        return Node(STRUCT, fields)

    def _take(self, count: int) -> bytes:
        self.position += count
        return self.content[self.position - count : self.position]

    def _unsigned(self) -> int:
        number = shift = 0
        while True:
            byte = self._take(1)[0]
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                return number
            shift += 7

    def _signed(self) -> int:
        number = self._unsigned()
        return number >> 1 ^ -(number & 1)

    def _value(self, type: int) -> Node:
        if type in FLAGS:
            return Node(type, type == 1)
        if type == BYTE:
            return Node(type, self._take(1)[0])
        if type in INTEGERS:
            return Node(type, self._signed())
        if type == BINARY:
            return Node(type, self._take(self._unsigned()))
        if type == DOUBLE:
            return Node(type, self._take(8))
        return self.struct() if type == STRUCT else self._list()

    def _list(self) -> Node:
        header = self._take(1)[0]
        count = header >> 4 if header >> 4 < 15 else self._unsigned()
        element = header & 15
        if element in FLAGS:
            return Node(LIST, [Node(self._take(1)[0], None) for _ in range(count)], element)
        return Node(LIST, [self._value(element) for _ in range(count)], element)


def mutate(tree: Node, choose: random.Random) -> None:
    """One change at a random place, of the kinds that a hostile writer would think of."""
    node = choose.choice(tree.all())
    if node.type in INTEGERS:
        others = [other.value for other in tree.all() if other.type in INTEGERS]
        node.value = _number(node.value, others, choose)
    elif node.type in FLAGS:
        node.type = 3 - node.type
    elif node.type == BINARY:
        node.value = choose.choice(
            [b"", node.value[:-1], node.value + b"\0", b"\xff" * len(node.value), b"." * 70_000]
        )
    elif node.type == LIST and node.value:
        one = choose.choice(node.value)
        node.value = choose.choice(
            [[], node.value[:-1], [*node.value, one], node.value + [one] * 300, node.value[::-1]]
        )
        node.extra = choose.choice([0, 0, 0, 1, -1, 1 << 20, 1 << 33])
    elif node.type == STRUCT and node.value:
        number = choose.choice(list(node.value))
        other = choose.choice(list(node.value))
        if choose.random() < 0.5:
            del node.value[number]
        else:
            node.value[number], node.value[other] = node.value[other], node.value[number]


def _number(number: int, others: list[int], choose: random.Random) -> int:
    edges = [0, -1, 1, 2, 7, 1 << 24, 1 << 31, -(1 << 31), (1 << 31) - 1, 1 << 40, 1 << 62]
    edges += [-(1 << 63), (1 << 63) - 1, -(1 << 62), choose.choice(others), choose.choice(others)]
    chosen = choose.choice([*edges, number + 1, number - 1, -number, number * 2])
    return max(-(1 << 63), min(chosen, (1 << 63) - 1))
