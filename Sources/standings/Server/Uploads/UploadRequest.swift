#if Server
  import Bytes
  import DataLake
  import LeaderboardAPI
  import Rankings

  /// What a request says of the upload that is its body.
  struct UploadRequest: Sendable {
    let file: FileName
    /// `nil` where the file is to tell.
    let kingdom: Kingdom?
    let date: SnapshotDate?
    /// As the client announces it.
    let byteCount: Int?
    /// Whether the client waits to be told that its body is wanted.
    let waitsForContinue: Bool
    let request: APIRequest

    /// - Parameter mostBytes: a longer body is refused before it is sent.
    init(_ request: APIRequest, mostBytes: Int) throws(Problem) {
      self.request = request
      let headers = request.headers
      guard
        OriginRule.allows(
          host: headers["host"], origin: headers["origin"], site: headers["sec-fetch-site"])
      else { throw .otherOrigin }
      guard Self.isOctetStream(headers["content-type"]) else {
        throw .otherContentType(headers["content-type"])
      }
      if let expectation = headers["expect"], expectation.lowercased() != "100-continue" {
        throw .otherExpectation(expectation)
      }
      waitsForContinue = headers["expect"] != nil
      let values = try Self.parameters(request.query)
      guard let name = values["file"] else {
        throw .badParameter("file", found: "", expected: "the name of the file")
      }
      file = try Self.value("file", name, expected: Self.fileExpectation) { FileName($0) }
      kingdom = try values["kingdom"].map { text throws(Problem) in
        try Self.value("kingdom", text, expected: "a number such as 51") { Kingdom($0) }
      }
      date = try values["date"].map { text throws(Problem) in
        try Self.value("date", text, expected: "YYYY-MM-DD") { SnapshotDate($0) }
      }
      byteCount = headers["content-length"].flatMap { Int($0) }
      if let byteCount, byteCount > mostBytes { throw .uploadTooLarge(mostBytes) }
    }

    private static let fileExpectation =
      "a file name of at most 200 bytes, no folder, not beginning with a dot"

    private static func value<Value>(
      _ name: String, _ text: String, expected: String, _ parse: (String) -> Value?
    ) throws(Problem) -> Value {
      guard let value = parse(text) else {
        throw .badParameter(name, found: text, expected: expected)
      }
      return value
    }

    private static func isOctetStream(_ type: String?) -> Bool {
      type?.prefix { $0 != ";" && $0 != " " }.lowercased() == "application/octet-stream"
    }

    /// The parameters by name: each of those that are known, at most once.
    private static func parameters(_ query: String) throws(Problem) -> [String: String] {
      var values: [String: String] = [:]
      for pair in query.split(separator: "&") {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = PercentDecoding.decode(parts[0], plusIsSpace: true),
          let value = PercentDecoding.decode(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
        else {
          throw .badParameter(
            String(parts[0]), found: String(pair), expected: "percent-encoded UTF-8")
        }
        guard ["file", "kingdom", "date"].contains(name) else {
          throw .badParameter(name, found: value, expected: "file, kingdom or date")
        }
        guard values.updateValue(value, forKey: name) == nil else {
          throw .badParameter(name, found: query, expected: "the parameter once")
        }
      }
      return values
    }
  }
#endif
