import Hashing
import Testing

@testable import Ingestion

@Suite struct RecordHashTests {
  /// The digits of a row whose values are added by `add`.
  private func digits(_ add: (inout RecordHash) -> Void) throws -> String {
    var hash = try RecordHash()
    var digits = [UInt8](repeating: 0, count: RecordHash.digitCount)
    hash.begin()
    add(&hash)
    try digits.withUnsafeMutableBytes { try hash.finish(into: try #require($0.baseAddress)) }
    return String(decoding: digits, as: UTF8.self)
  }

  private func firstHalf(_ message: [UInt8]) throws -> String {
    String(try SHA256.hexDigest(of: message).prefix(32))
  }

  @Test func aNumberIsItsSuccessorInLEB128() throws {
    #expect(try digits { $0.add(number: 0) } == firstHalf([1]))
    #expect(try digits { $0.add(number: 126) } == firstHalf([0x7F]))
    #expect(try digits { $0.add(number: 127) } == firstHalf([0x80, 0x01]))
    #expect(try digits { $0.add(number: 299) } == firstHalf([0xAC, 0x02]))
  }

  @Test func aTextIsItsLengthAndItsBytesAndAMissingValueIsZero() throws {
    let text = Array("é!".utf8)
    let hashed = try digits { hash in
      text.withUnsafeBufferPointer { hash.add(text: $0) }
      hash.addMissing()
    }
    #expect(try hashed == firstHalf([4] + text + [0]))
  }

  @Test func longTextsFit() throws {
    let text = [UInt8](repeating: 0x41, count: 100_000)
    let hashed = try digits { hash in
      hash.add(number: 1)
      text.withUnsafeBufferPointer { hash.add(text: $0) }
    }
    #expect(try hashed == firstHalf([2, 0xA1, 0x8D, 0x06] + text))
  }
}
