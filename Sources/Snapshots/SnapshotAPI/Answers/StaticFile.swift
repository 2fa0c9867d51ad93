/// A file that is served as it is, such as the page and its script.
package struct StaticFile: Sendable {
  package let content: [UInt8]
  /// The media type, with the character set where it is text.
  package let type: String
  /// Whether the path changes with the content, so that whoever has it need never ask again.
  package let isImmutable: Bool

  package init(content: [UInt8], type: String, isImmutable: Bool = false) {
    self.content = content
    self.type = type
    self.isImmutable = isImmutable
  }
}
