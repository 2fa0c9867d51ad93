/// Walks a schema, which is a tree written depth first, and collects its leaves.
struct SchemaTree {
  private static let maxDepth = 32
  /// The names of nested leaves repeat those of their groups and must stay in proportion to the
  /// footer.
  private static let maxNameByteCount = 1 << 24

  private let elements: [SchemaElement]
  private var position = 0
  private var nameByteCount = 0
  private var leaves: [FileColumn] = []

  private init(_ elements: [SchemaElement]) { self.elements = elements }

  /// - Throws: `ParquetError` if the elements are not a tree of groups and leaves.
  static func leaves(of elements: [SchemaElement]) throws(ParquetError) -> [FileColumn] {
    var tree = SchemaTree(elements)
    guard elements.first?.type == nil else { throw tree.malformed("a root that is a group") }
    try tree.walk(path: [])
    guard tree.position == elements.count else { throw tree.malformed("one root") }
    return tree.leaves
  }

  /// - Parameter path: the names of the groups around the next element, without the root's.
  private mutating func walk(path: [String]) throws(ParquetError) {
    guard position < elements.count else { throw malformed("as many elements as announced") }
    guard path.count <= Self.maxDepth else {
      throw malformed("at most \(Self.maxDepth) levels")
    }
    let isRoot = position == 0
    let element = elements[position]
    position += 1
    let elementPath = isRoot ? [] : path + [element.name]
    guard let physicalType = element.type else {
      let childCount = element.childCount ?? 0
      guard childCount >= 0 else { throw malformed("a number of children") }
      for _ in 0..<childCount { try walk(path: elementPath) }
      return
    }
    nameByteCount += elementPath.reduce(0) { $0 + $1.utf8.count }
    guard nameByteCount <= Self.maxNameByteCount else { throw malformed("shorter names") }
    let isFlat = path.isEmpty && element.repetition != .repeated
    leaves.append(
      FileColumn(
        name: elementPath.joined(separator: "."), physicalType: physicalType,
        type: isFlat ? ColumnType(leaf: element) : nil,
        logicalType: element.meaning, isNested: !isFlat,
        isRequired: element.repetition == .required,
        annotation: isFlat ? element.annotation : "a nested or repeated column"))
  }

  private func malformed(_ expected: String) -> ParquetError {
    ParquetError(
      .malformed, expected: "a schema with \(expected)",
      found: "another at element \(position) of \(elements.count)")
  }
}

extension SchemaElement {
  /// The type in the format's terms, for errors and for people.
  fileprivate var annotation: String {
    let length = typeByteCount.map { "(\($0))" } ?? ""
    let physical = (type?.description ?? "a group") + length
    return meaning.map { "\(physical) as \($0)" } ?? physical
  }
}
