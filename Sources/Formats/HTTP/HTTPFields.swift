/// A header field.
package struct HTTPField: Hashable, Sendable {
  package let name: String
  package let value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether the field has a name, ignoring the case of ASCII letters.
  package func hasName(_ other: String) -> Bool {
    guard name.utf8.count == other.utf8.count else { return false }
    var (name, other) = (name, other)
    return name.withUTF8 { left in
      other.withUTF8 { right in
        left.indices.allSatisfy { Self.lower(left[$0]) == Self.lower(right[$0]) }
      }
    }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}

/// The fields of a header in sending order; names ignore case (RFC 9110, section 5.1).
package struct HTTPFields: Hashable, Sendable {
  /// The fields as an array, which other modules go through faster.
  package private(set) var fields: [HTTPField]

  package init(_ fields: [HTTPField] = []) { self.fields = fields }

  /// The first value of a name; setting replaces all of them, `nil` removes them.
  package subscript(name: String) -> String? {
    get { fields.first { $0.hasName(name) }?.value }
    set {
      fields.removeAll { $0.hasName(name) }
      if let newValue { fields.append(HTTPField(name, newValue)) }
    }
  }

  /// Adds a field in addition to those with the same name.
  package mutating func add(_ name: String, _ value: String) {
    fields.append(HTTPField(name, value))
  }

  package mutating func append(_ others: HTTPFields) { fields += others.fields }

  /// Appends a value to the field with the same name, separated by a comma (RFC 9110, section 5.3),
  /// or adds a field.
  package mutating func combine(_ name: String, _ value: String) {
    guard let index = fields.firstIndex(where: { $0.hasName(name) }) else {
      return add(name, value)
    }
    fields[index] = HTTPField(fields[index].name, "\(fields[index].value), \(value)")
  }

  /// The fields with equal names joined.
  package var combined: HTTPFields {
    var combined = HTTPFields()
    combined.fields.reserveCapacity(fields.count)
    for field in fields { combined.combine(field.name, field.value) }
    return combined
  }
}

extension HTTPFields: RandomAccessCollection {
  package var startIndex: Int { fields.startIndex }
  package var endIndex: Int { fields.endIndex }
  package subscript(position: Int) -> HTTPField { fields[position] }

  package func filter(_ isIncluded: (HTTPField) throws -> Bool) rethrows -> HTTPFields {
    HTTPFields(try fields.filter(isIncluded))
  }
}

extension HTTPFields: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, String)...) {
    self.init(elements.map { HTTPField($0, $1) })
  }
}

extension Substring {
  /// Without the blanks that HTTP allows around a value (RFC 9110, section 5.6.3).
  package var trimmedOfBlanks: Substring {
    let start = drop { $0 == " " || $0 == "\t" }
    let end = start.lastIndex { $0 != " " && $0 != "\t" }
    return end.map { start[...$0] } ?? ""
  }
}
