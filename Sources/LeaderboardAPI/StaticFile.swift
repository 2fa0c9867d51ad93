/// A file that is served as it is, such as the page and its script.
package struct StaticFile: Sendable {
  package let content: [UInt8]
  /// The media type, with the character set where it is text.
  package let type: String

  package init(content: [UInt8], type: String) {
    self.content = content
    self.type = type
  }
}
