package import Bytes

/// One page of a listing: the answer to `ListObjectsV2` with `encoding-type=url`.
package struct S3ListPage: Hashable, Sendable {
  package private(set) var keys: [String] = []
  package private(set) var folders: [String] = []
  /// By which the next page is asked for; `nil` on the last one.
  package let nextToken: String?

  /// Why an answer is no page.
  package enum ReadingError: Error, Hashable, Sendable {
    case xml(XMLError)
    /// An element that is missing, or whose text cannot be read.
    case element(String)
  }

  /// - Throws: what is wrong with the answer.
  package init(_ body: SharedBytes) throws(ReadingError) {
    let root: XMLElement
    do { root = try XMLElement(parsing: body) } catch { throw .xml(error) }
    guard root.name == "ListBucketResult" else { throw .element(root.name) }
    let isEncoded = root["EncodingType"]?.text == "url"

    func decoded(_ element: XMLElement?) throws(ReadingError) -> String {
      guard let element else { throw .element("Key or Prefix") }
      guard isEncoded else { return element.text }
      guard let text = PercentDecoding.decode(element.text, plusIsSpace: true) else {
        throw .element("\(element.name) \(element.text)")
      }
      return text
    }
    for entry in root.all("Contents") { keys.append(try decoded(entry["Key"])) }
    for entry in root.all("CommonPrefixes") { folders.append(try decoded(entry["Prefix"])) }
    guard root["IsTruncated"]?.text == "true" else {
      nextToken = nil
      return
    }
    guard let token = root["NextContinuationToken"]?.text, !token.isEmpty else {
      throw .element("NextContinuationToken")
    }
    nextToken = token
  }
}
