import Testing

@testable import Compression

/// What the encoder writes, read by the letter of the format description.
@Suite struct SnappyEncoderTests {
  /// An element of a block.
  private enum Element: Equatable {
    case literal([UInt8])
    case copy(offset: Int, length: Int)
  }

  /// The elements of a block, and the length that its preamble states.
  private func elements(_ block: [UInt8]) throws -> (length: Int, elements: [Element]) {
    var rest = block[...]
    func byte() throws -> Int {
      let next = rest.popFirst()
      return Int(try #require(next))
    }
    func number(_ count: Int) throws -> Int {
      try (0..<count).reduce(0) { try $0 | byte() << (8 * $1) }
    }
    var length = 0
    for shift in stride(from: 0, to: 35, by: 7) {
      let next = try byte()
      length |= (next & 0x7F) << shift
      if next < 0x80 { break }
    }
    var elements: [Element] = []
    while !rest.isEmpty {
      let tag = try byte()
      switch tag & 3 {
      case 0:
        let count = tag >> 2 < 60 ? tag >> 2 : try number((tag >> 2) - 59)
        elements.append(.literal(Array(rest.prefix(count + 1))))
        rest = rest.dropFirst(count + 1)
      case 1:
        elements.append(.copy(offset: (tag >> 5) << 8 | (try byte()), length: (tag >> 2 & 7) + 4))
      case 2: elements.append(.copy(offset: try number(2), length: (tag >> 2) + 1))
      default: elements.append(.copy(offset: try number(4), length: (tag >> 2) + 1))
      }
    }
    return (length, elements)
  }

  private func content(_ elements: [Element]) throws -> [UInt8] {
    var content: [UInt8] = []
    for element in elements {
      switch element {
      case .literal(let bytes): content += bytes
      case .copy(let offset, let length):
        try #require((1...content.count).contains(offset))
        for _ in 0..<length { content.append(content[content.count - offset]) }
      }
    }
    return content
  }

  @Test(arguments: BlockCodecTests.blocks)
  func theElementsMakeTheBlock(_ block: BlockCodecTests.Block) throws {
    let block = block.bytes
    let (length, elements) = try elements(compress(block, .snappy))
    #expect(length == block.count)
    #expect(try content(elements) == block)
  }

  @Test(arguments: [4, 11, 12, 64, 65, 1_000])
  func aRepetitionIsCopied(length: Int) throws {
    let start = Array("0123456789abcdefghijklmnopqrstuv".utf8)
    let block =
      start + (0..<length).map { start[$0 % start.count] } + Array("................".utf8)
    let elements = try elements(compress(block, .snappy)).elements
    #expect(try content(elements) == block)
    #expect(elements.contains { if case .copy(32, _) = $0 { true } else { false } })
  }

  /// Copies take two bytes up to a length of 11 and an offset of 2047, and else three for each 64.
  @Test(
    arguments: [
      (1, 4, 2), (2_047, 11, 2), (2_047, 12, 3), (2_048, 11, 3), (2_048, 4, 3), (65_535, 64, 3),
      (1, 65, 5), (1, 67, 5), (1, 68, 5), (1, 72, 5), (1, 76, 6), (2_048, 65, 6), (1, 128, 6),
      (1, 132, 8), (9, 1_000, 48),
    ] as [(Int, Int, Int)])
  func aCopyIsWrittenAsShortAsItCanBe(offset: Int, length: Int, byteCount: Int) throws {
    var memory = [UInt8](repeating: 0, count: 100)
    let count = memory.withUnsafeMutableBytes { memory in
      var writer = SnappyElementWriter(memory)
      writer.copy(offset: offset, length: length)
      return writer.count
    }
    #expect(count == byteCount)
    // With a preamble, as a block has it.
    let copies = try elements([0] + memory[..<count]).elements
    var copied = 0
    for copy in copies {
      guard case .copy(offset, let part) = copy else {
        Issue.record("\(copy)")
        continue
      }
      #expect((1...64).contains(part))
      copied += part
    }
    #expect(copied == length)
  }

  @Test(arguments: [65_535, 65_536, 65_537, 131_072, 131_100])
  func noCopyReachesIntoAnotherFragment(count: Int) throws {
    let block = (0..<count).map { UInt8(truncatingIfNeeded: $0 % 251) }
    var position = 0
    for element in try elements(compress(block, .snappy)).elements {
      switch element {
      case .literal(let bytes): position += bytes.count
      case .copy(let offset, let length):
        #expect(offset <= position % 65_536)
        position += length
      }
    }
    #expect(position == count)
  }

  @Test(arguments: [0, 1, 15])
  func aShortBlockIsOneLiteral(count: Int) throws {
    let block = [UInt8](repeating: 7, count: count)
    let elements = try elements(compress(block, .snappy)).elements
    #expect(elements == (count == 0 ? [] : [.literal(block)]))
  }
}
