internal import Bytes
internal import Datasets

/// Objects in JSON, one a player: an array of them, one after the other, or an array within an
/// object.
struct JSONText: UploadFormat, TableLayout {
  private let content: SharedBytes
  private var table: JSONTable
  /// What rows told of.
  private var keys: [JSONKey] = []
  private let limits: UploadLimits

  static let isText = true

  static func isLikely(_ content: UnsafeRawBufferPointer) -> Bool { JSONTable.isLikely(content) }

  init(_ content: SharedBytes, limits: UploadLimits) throws(Rejection) {
    self.content = content
    self.limits = limits
    table = try content.withUnsafeBytes { text throws(Rejection) in
      try JSONTable(in: text, limits: limits)
    }
  }

  func layout(for kingdom: Kingdom?) -> JSONText { self }

  // MARK: TableLayout

  var form: UploadForm {
    switch table.form {
    case .array: .jsonArray
    case .member(let name): .jsonMember(name)
    case .lines: .jsonLines
    }
  }
  var headerRow: Int? { nil }
  var firstRow: Int { 1 }
  var columns: [HeaderColumn] { keys.map(\.column) }
  var hints: UploadHints { UploadHints() }
  var notes: [Note] { [] }
  var splitting: ChunkSplitter.Quotes? { table.isInArray ? nil : .ignored }

  func text() -> SharedBytes { content }

  func rows(in text: UnsafeRawBufferPointer) -> JSONRowSource {
    JSONRowSource(
      text, from: table.start, isInArray: table.isInArray, keys: nil, limits: limits)
  }

  func rows(
    in text: UnsafeRawBufferPointer, from start: Int?, gridColumns: [Int]
  ) -> JSONRowSource {
    let known = Dictionary(uniqueKeysWithValues: zip(keys.map(\.written), gridColumns))
    return JSONRowSource(
      text, from: start ?? table.start, isInArray: table.isInArray, keys: JSONKeys(columns: known),
      limits: limits)
  }

  func knowing(_ rows: JSONRowSource) -> JSONText {
    var layout = self
    layout.keys = rows.learnedKeys
    return layout
  }

  /// The object around the array may turn out to be the first of several, which then are the rows.
  func alternative(
    after rows: JSONRowSource, in text: UnsafeRawBufferPointer
  ) throws(Rejection) -> JSONText? {
    if try table.isWhole(text, after: rows.position, limits: limits) { return nil }
    var layout = self
    layout.table = table.asLines
    return layout
  }
}

extension UploadForm {
  package static let jsonArray = UploadForm("json array")
  package static let jsonLines = UploadForm("json lines")

  package static func jsonMember(_ name: String) -> UploadForm {
    UploadForm("json array in \"\(name)\"")
  }
}
