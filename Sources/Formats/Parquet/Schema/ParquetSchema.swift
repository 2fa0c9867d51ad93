/// The columns of a file to write, in order.
package struct ParquetSchema: Sendable, Hashable {
  package let columns: [ColumnSchema]

  /// - Throws: `ParquetError` with the code `misuse` if two columns have the same name (SQL engines
  ///   ignore case), or a column cannot be written as requested.
  package init(_ columns: [ColumnSchema]) throws(ParquetError) {
    guard !columns.isEmpty else {
      throw ParquetError(.misuse, expected: "a column", found: "none")
    }
    var names: Set<String> = []
    for column in columns {
      guard names.insert(column.name.lowercased()).inserted else {
        throw column.misuse(expected: "a name that no other column has", found: column.name)
      }
      try column.validate()
    }
    self.columns = columns
  }

  /// The schema tree of the footer: a root and one leaf per column.
  var elements: [SchemaElement] {
    [SchemaElement(name: "schema", childCount: Int32(clamping: columns.count))]
      + columns.map(\.element)
  }
}

extension ColumnSchema {
  fileprivate var element: SchemaElement {
    let annotations = type.annotations
    return SchemaElement(
      name: name, type: type.physicalType, repetition: isRequired ? .required : .optional,
      convertedType: annotations.converted, logicalType: annotations.logical)
  }

  fileprivate func validate() throws(ParquetError) {
    switch type {
    case .int32, .int64, .date, .timestampMicros, .string: break
    default: throw misuse(expected: "a type that is written", found: "\(type)")
    }
    guard !name.isEmpty else { throw misuse(expected: "a name", found: "an empty one") }
  }

  func misuse(expected: String, found: String) -> ParquetError {
    ParquetError(.misuse, expected: expected, found: found, at: .init(column: name))
  }
}
