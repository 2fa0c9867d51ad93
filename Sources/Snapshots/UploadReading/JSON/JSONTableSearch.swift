import Datasets
internal import JSON

/// Searches a JSON value for the array of rows: one of objects with an id.
struct JSONTableSearch {
  /// An array within the value.
  struct Array {
    /// Its name, or that of something around it.
    let name: String
    /// The scanner's state at the start of the array.
    let scanner: JSONScanner
  }

  private let text: UnsafeRawBufferPointer
  private var lastKey: JSONString?
  /// The array of objects whose first object is being read.
  private var candidate: Array?
  /// The first array of objects whose first one has an id.
  private(set) var table: Array?
  /// The first array of objects without an id.
  private var arrayWithoutID: Array?
  /// The first array without elements.
  private var emptyArray: Array?
  /// Whether the value is itself an object with an id.
  private(set) var hasID = false

  /// The possible table if no array has ids.
  var other: Array? { arrayWithoutID ?? emptyArray }

  init(in text: UnsafeRawBufferPointer) {
    self.text = text
  }

  /// Goes to the first object with an id in an array, or else to the end of the value.
  mutating func run(_ scanner: inout JSONScanner) throws(JSONError) {
    while table == nil {
      switch try scanner.next() {
      case .key(let key):
        lastKey = key
        lookAtKey(key, scanner.depth)
      case .beginArray: lookAtArray(scanner)
      case .endObject: lookAtEnd(scanner.depth)
      case .end: return
      case .beginObject, .endArray, .string, .number, .bool, .null: continue
      }
    }
  }

  private mutating func lookAtKey(_ key: JSONString, _ depth: Int) {
    let isInCandidate = depth == candidate.map { $0.scanner.depth + 1 }
    guard depth == 1 || isInCandidate,
      ColumnAliases.meaning(of: HeaderName(text.header(key)))?.column == .id
    else { return }
    if depth == 1 { hasID = true }
    if isInCandidate { table = candidate }
  }

  private mutating func lookAtArray(_ scanner: JSONScanner) {
    guard candidate == nil else { return }
    let next = text.byte(at: text.skippingBlanks(from: scanner.position))
    guard next == UInt8(ascii: "{") || next == UInt8(ascii: "]") else { return }
    let array = Array(name: lastKey.map(text.header) ?? "", scanner: scanner)
    if next == UInt8(ascii: "{") { candidate = array } else { emptyArray = emptyArray ?? array }
  }

  /// Drops a candidate when its first object ends.
  private mutating func lookAtEnd(_ depth: Int) {
    guard let candidate, depth == candidate.scanner.depth else { return }
    arrayWithoutID = arrayWithoutID ?? candidate
    self.candidate = nil
  }
}
