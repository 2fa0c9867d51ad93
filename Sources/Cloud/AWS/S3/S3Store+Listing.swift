package import Bytes
import HTTP
import HTTPClient
package import Storage
package import XML

extension S3Store {
  /// Keys that end in `/` are skipped: consoles write them to show a folder, and a directory does
  /// not list its folders as objects either.
  package func list(_ prefix: String, delimited: Bool) async throws -> ObjectListing {
    let fullPrefix = location.prefix.isEmpty ? prefix : "\(location.prefix)/\(prefix)"
    var listing = ObjectListing()
    var token: String?
    repeat {
      let page = try await page(of: fullPrefix, delimited: delimited, token: token, about: prefix)
      try append(page, to: &listing, about: prefix)
      guard page.nextToken == nil || page.nextToken != token else {
        throw unreadable(prefix, "a listing that goes on where it has been")
      }
      token = page.nextToken
    } while token != nil
    Self.sort(&listing.keys)
    Self.sort(&listing.folders)
    return listing
  }

  private func page(
    of fullPrefix: String, delimited: Bool, token: String?, about prefix: String
  ) async throws(ObjectStoreError) -> S3ListPage {
    // Keys may contain characters that XML cannot express, so they arrive percent-encoded.
    var parameters = [(name: "encoding-type", value: "url"), ("list-type", "2")]
    if !fullPrefix.isEmpty { parameters.append(("prefix", fullPrefix)) }
    if delimited { parameters.append(("delimiter", "/")) }
    if let token { parameters.append(("continuation-token", token)) }
    let response = try await call(
      request(.get, address.bucket(parameters)), about: prefix)
    do {
      return try S3ListPage(response.body)
    } catch {
      throw unreadable(prefix, "a listing that cannot be read: \(error)")
    }
  }

  private func append(
    _ page: S3ListPage, to listing: inout ObjectListing, about prefix: String
  ) throws(ObjectStoreError) {
    let own = location.prefix.isEmpty ? 0 : location.prefix.utf8.count + 1
    for key in page.keys where key.utf8.last != UInt8(ascii: "/") {
      listing.keys.append(String(Substring(key.utf8.dropFirst(own))))
    }
    for folder in page.folders {
      listing.folders.append(String(Substring(folder.utf8.dropFirst(own))))
    }
    guard listing.keys.count + listing.folders.count <= settings.listingLimit else {
      throw unreadable(prefix, "more than \(settings.listingLimit) keys")
    }
  }

  /// S3 sorts by bytes; other servers may not.
  private static func sort(_ names: inout [String]) {
    let isSorted = zip(names, names.dropFirst()).allSatisfy {
      !$1.utf8.lexicographicallyPrecedes($0.utf8)
    }
    if !isSorted { names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
  }
}

/// One page of a listing: the answer to `ListObjectsV2` with `encoding-type=url`.
package struct S3ListPage: Hashable, Sendable {
  package private(set) var keys: [String] = []
  package private(set) var folders: [String] = []
  /// The token of the next page; `nil` on the last one.
  package let nextToken: String?

  /// Why an answer is not a page.
  package enum ReadingError: Error, Hashable, Sendable {
    case xml(XMLError)
    /// A missing element, or one with unreadable text.
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
