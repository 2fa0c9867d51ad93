import Parquet

/// A column as kingdoms' exports have it, made up from a fixed seed.
struct SampleColumn {
  enum Values {
    case int64([Int64])
    case strings(bytes: [UInt8], offsets: [UInt32])
  }

  let name: String
  let values: Values
  /// One byte a row; nil if there are no nulls.
  let presence: [UInt8]?

  static func all(rowCount: Int) -> [SampleColumn] {
    var random = SeededGenerator(state: 51)
    func numbers(_ name: String, _ make: (Int, inout SeededGenerator) -> Int64) -> SampleColumn {
      SampleColumn(
        name: name, values: .int64((0..<rowCount).map { make($0, &random) }), presence: nil)
    }
    func texts(_ name: String, _ make: (inout SeededGenerator) -> String) -> SampleColumn {
      var bytes: [UInt8] = []
      var offsets: [UInt32] = [0]
      for _ in 0..<rowCount {
        bytes += make(&random).utf8
        offsets.append(UInt32(bytes.count))
      }
      return SampleColumn(
        name: name, values: .strings(bytes: bytes, offsets: offsets), presence: nil)
    }
    let power = numbers("power") { _, random in random.skewed(from: 200_000, to: 250_000_000) }
    return [
      numbers("id") { _, random in .random(in: 1_000_000...260_000_000, using: &random) },
      numbers("id ascending") { row, random in
        1_000_000 + Int64(row) * 200 + .random(in: 0..<200, using: &random)
      },
      power,
      numbers("power descending") { row, _ in 250_000_000 - Int64(row) * 230 },
      numbers("kill_points") { _, random in random.skewed(from: 0, to: 9_000_000_000) },
      numbers("t5_kills") { _, random in random.skewed(from: 0, to: 90_000_000) },
      numbers("deaths") { _, random in random.skewed(from: 0, to: 8_000_000) },
      SampleColumn(
        name: "deaths, one in ten null", values: power.values,
        presence: (0..<rowCount).map { $0 % 10 == 3 ? 0 : 1 }),
      texts("name") { random in random.playerName() },
      texts("alliance") { random in "[\(random.skewed(from: 1, to: 60))] Alliance" },
      texts("record_hash") { random in random.hexadecimal() + random.hexadecimal() },
    ]
  }

  var candidates: [Candidate] {
    let codecs: [(String, ColumnCompression)] = [
      ("-", .uncompressed), ("snappy", .snappy), ("zstd 1", .zstd(level: 1)),
      ("zstd 3", .zstd(level: 3)), ("zstd entropy", .zstdEntropyOnly), ("gzip 1", .gzip(level: 1)),
    ]
    func candidates(_ encoding: ColumnEncoding, _ codecs: [(String, ColumnCompression)])
      -> [Candidate]
    { codecs.map { Candidate(encoding: encoding, codec: $0.0, compression: $0.1) } }
    switch values {
    case .int64:
      return candidates(.plain, codecs) + [
        Candidate(encoding: .delta, codec: "-", compression: .uncompressed, isWideDelta: true),
        Candidate(encoding: .delta, codec: "zstd entropy", compression: .zstdEntropyOnly),
      ]
    case .strings:
      return candidates(.plain, codecs) + candidates(.delta, codecs)
        + candidates(.dictionary, [codecs[0], codecs[2]])
    }
  }
}

/// One way to write a column.
struct Candidate {
  let encoding: ColumnEncoding
  let codec: String
  let compression: ColumnCompression
  /// Differences of any width are packed.
  var isWideDelta = false

  var name: String { isWideDelta ? "delta of any width" : "\(encoding)" }
}

/// The same numbers on every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// Most values are small, few are large.
  mutating func skewed(from minimum: Double, to maximum: Double) -> Int64 {
    let unit = Double.random(in: 0..<1, using: &self)
    return Int64(minimum + (maximum - minimum) * unit * unit * unit * unit)
  }

  mutating func playerName() -> String {
    let syllables = [
      "ka", "ro", "mi", "tan", "el", "xi", "ßu", "dor", "日", "本", "yu", "ne", "Lord ", "OG", "rä",
      "zed", "vi", "hun", "kil", "ler", "7", "42", "pro", "ба", "ри",
    ]
    return (0..<Int.random(in: 2...6, using: &self)).map { _ in
      syllables[Int.random(in: 0..<syllables.count, using: &self)]
    }.joined()
  }

  mutating func hexadecimal() -> String {
    let digits = String(next(), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
