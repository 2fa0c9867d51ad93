/// The fields of a header in the order in which they are sent; names are found without regard to
/// case (RFC 9110, section 5.1).
package struct HTTPHeaders: Hashable, Sendable {
  package struct Field: Hashable, Sendable {
    package let name: String
    package let value: String
  }

  package private(set) var fields: [Field] = []

  package init() {}

  /// The first value of a name; setting replaces all of them, `nil` removes them.
  package subscript(name: String) -> String? {
    get { fields.first { $0.hasName(name) }?.value }
    set {
      fields.removeAll { $0.hasName(name) }
      if let newValue { fields.append(Field(name: name, value: newValue)) }
    }
  }

  /// Adds a field beside those that have the name already.
  package mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { add(name, value) }
  }
}

extension HTTPHeaders.Field {
  /// Header names are ASCII, so that case folding is of ASCII letters alone.
  fileprivate func hasName(_ other: String) -> Bool {
    let (left, right) = (name.utf8, other.utf8)
    return left.count == right.count && zip(left, right).allSatisfy { lower($0) == lower($1) }
  }

  private func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
