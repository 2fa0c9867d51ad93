/// A file that is served as it is, such as the page and its script.
package struct StaticFile: Sendable {
  package let content: [UInt8]
  /// The media type, with the character set where it is text.
  package let type: String

  package init(content: [UInt8], type: String) {
    self.content = content
    self.type = type
  }

  /// Files by the paths under which they are served; each path is named once.
  package static func byPath(
    _ files: [(path: String, content: [UInt8], type: String)]
  ) -> [String: StaticFile] {
    Dictionary(
      files.map { ($0.path, StaticFile(content: $0.content, type: $0.type)) },
      uniquingKeysWith: { first, _ in first })
  }
}
