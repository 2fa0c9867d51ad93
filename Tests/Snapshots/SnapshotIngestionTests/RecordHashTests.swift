import Hashing
import Testing

@testable import SnapshotIngestion

@Suite struct RecordHashTests {
  /// The digits of rows whose columns are added by `add`.
  private func digits(
    rows: Int, textByteCount: Int = 0, _ add: (inout RecordHashes) -> Void
  ) -> [String] {
    var hashes = RecordHashes()
    var digits = [UInt8](repeating: 0, count: rows * RecordHashes.digitCount)
    hashes.begin(rowCount: rows, textByteCount: textByteCount)
    add(&hashes)
    digits.withUnsafeMutableBytes { hashes.finish(into: $0) }
    return stride(from: 0, to: digits.count, by: RecordHashes.digitCount).map {
      String(decoding: digits[$0..<($0 + RecordHashes.digitCount)], as: UTF8.self)
    }
  }

  private func firstHalf(_ message: [UInt8]) -> String {
    String(SHA256.hexDigest(of: message).prefix(32))
  }

  @Test func aNumberIsItsSuccessorInLEB128() {
    let numbers: [Int64] = [0, 126, 127, 299, 1 << 53, (1 << 56) - 1]
    let messages: [[UInt8]] = [
      [1], [0x7F], [0x80, 0x01], [0xAC, 0x02],
      [0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10],
      [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
    ]
    let hashed = digits(rows: 6) { $0.add(numbers[...], presence: nil) }
    #expect(hashed == messages.map(firstHalf))
  }

  @Test func aTextIsItsLengthAndItsBytesAndAMissingValueIsZero() {
    let text = Array("é!x".utf8)
    let hashed = digits(rows: 3, textByteCount: 3) { hashes in
      hashes.add(text, offsets: [0, 3, 3, 4], presence: [1, 0, 1])
      hashes.add([5, 5, 5], presence: [0, 1, 1])
      hashes.addMissing()
    }
    let messages: [[UInt8]] = [[4] + text[..<3] + [0, 0], [0, 6, 0], [2, text[3], 6, 0]]
    #expect(hashed == messages.map(firstHalf))
  }

  @Test func longTextsFit() {
    let text = [UInt8](repeating: 0x41, count: 1_000_000)
    let hashed = digits(rows: 1, textByteCount: text.count) { hashes in
      hashes.add(text, offsets: [0, 1_000_000], presence: [1])
    }
    #expect(hashed == [firstHalf([0xC1, 0x84, 0x3D] + text)])
    #expect(RecordHashes.rowsPerBlock(textByteCount: text.count) == 1)
  }
}
