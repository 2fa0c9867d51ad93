import AWS
import Bytes
import Failures
import HTTP
import HTTPClient
import Storage
import Synchronization
import Testing

/// `printf 0123456789 | openssl dgst -sha256 -binary | base64`
private let whole = "hNiYd/DUBB77a/kaFvAkjy/Vc+avBcGflr7bn4gveII="
/// Of `01234567` and `89`, hashed together.
private let inParts = "B/PfNwtplCM8qBZHUElP21fhyqxcjuNusmcuZeRRxLY=-2"

private func object(_ body: String, _ headers: [(String, String)]) -> ClientResponse {
  var fields = HTTPFields()
  for (name, value) in headers + [("ETag", "\"1\"")] { fields.add(name, value) }
  return ClientResponse(200, fields, body)
}

/// A store whose bucket holds one object, and damages as many of the first answers as said.
private func read(
  _ headers: [(String, String)], damaged: Int = 0
) async -> (text: String, requests: Int, error: ObjectStoreError?) {
  let transport = ScriptedTransport { _, number in
    object(number < damaged ? "0123456780" : "0123456789", headers)
  }
  let text = Mutex("")
  let error = await storeFailure {
    let bytes = try await S3Store(transport).get("a")
    text.withLock { $0 = String(decoding: bytes.array, as: UTF8.self) }
  }
  return (text.withLock { $0 }, transport.sent.count, error)
}

@Suite struct StoredChecksumTests {
  @Test(arguments: [
    [("x-amz-checksum-sha256", whole)],
    [("x-amz-checksum-sha256", whole), ("x-amz-checksum-type", "FULL_OBJECT")],
    [
      ("x-amz-checksum-sha256", whole), ("x-amz-checksum-type", "FULL_OBJECT"),
      ("x-amz-meta-part-bytes", "8"),
    ],
    [("x-amz-checksum-sha256", inParts), ("x-amz-meta-part-bytes", "8")],
    [("x-amz-checksum-crc32", "poTHxg==")],
    [("x-amz-checksum-crc64nvme", "Ffmx7kz9nB0="), ("x-amz-checksum-type", "FULL_OBJECT")],
  ])
  func whatCameDamagedIsReadAgainAndThenGivenUp(_ headers: [(String, String)]) async {
    #expect(await read(headers) == ("0123456789", 1, nil))
    #expect(await read(headers, damaged: 1) == ("0123456789", 2, nil))
    let found = await read(headers, damaged: 9)
    #expect(found.error?.code == .damaged && found.error?.place == "a" && found.requests == 2)
  }

  /// Of parts whose length nobody knows, and of other algorithms, nothing can be said.
  @Test(arguments: [
    [], [("x-amz-checksum-sha256", inParts)], [("x-amz-checksum-sha256", "")],
    [("x-amz-checksum-sha256", whole), ("x-amz-checksum-type", "COMPOSITE")],
    [("x-amz-checksum-sha256", inParts), ("x-amz-meta-part-bytes", "0")],
    [("x-amz-checksum-sha256", inParts), ("x-amz-meta-part-bytes", "4")],
    [("x-amz-checksum-sha256", inParts), ("x-amz-meta-part-bytes", "9223372036854775807")],
    [("x-amz-checksum-sha256", "\(whole)-99999999"), ("x-amz-meta-part-bytes", "1")],
    [("x-amz-checksum-sha256", whole), ("x-amz-meta-part-bytes", "8")],
    [("x-amz-checksum-crc32", "AAAAAA==-2")], [("x-amz-checksum-crc64nvme", "")],
    [("x-amz-checksum-crc32", "AAAAAA=="), ("x-amz-checksum-type", "COMPOSITE")],
    [("x-amz-checksum-crc32c", "AAAAAA==")], [("x-amz-checksum-sha1", "AAAAAA==")],
  ])
  func whatCannotBeWorkedOutAgainIsTakenAsItCame(_ headers: [(String, String)]) async {
    #expect(await read(headers, damaged: 9) == ("0123456780", 1, nil))
  }

  @Test func theChecksumIsAskedForOfWholeObjectsAndThatIsSigned() async throws {
    let transport = ScriptedTransport { request, _ in
      guard request.headers["Range"] != nil else { return object("0123456789", []) }
      return ClientResponse(206, ["Content-Range": "bytes 0-3/10", "ETag": "\"1\""], "0123")
    }
    let store = try S3Store(transport)
    _ = try await store.get("a")
    _ = try await store.get("a", versionID: "v")
    _ = try await store.get("a", range: 0..<4, version: nil)
    let modes = transport.sent.map { $0.headers["x-amz-checksum-mode"] }
    #expect(modes == ["ENABLED", "ENABLED", nil])
    #expect(transport.sent[0].headers["Authorization"]?.contains("x-amz-checksum-mode") == true)
  }

  @Test(arguments: [0, 1])
  func anObjectThatIsReadInPartsIsComparedAsAWhole(_ damaged: Int) async throws {
    var settings = S3Settings()
    settings.downloadPartBytes = 4
    let content = "0123456789"
    let transport = ScriptedTransport { request, number throws(HTTPError) in
      guard request.method == .get else {
        return object("", [("Content-Length", "10"), ("x-amz-checksum-sha256", whole)])
      }
      guard let range = request.headers["Range"] else {
        throw HTTPError(code: .tooLarge, place: "", reason: "more than 4 bytes came")
      }
      let bounds = range.dropFirst("bytes=".count).split(separator: "-").compactMap { Int($0) }
      let text = content.dropFirst(bounds[0]).prefix(bounds[1] + 1 - bounds[0])
      return ClientResponse(
        206, ["Content-Range": "bytes \(bounds[0])-\(bounds[1])/10", "ETag": "\"1\""],
        number < 5 * damaged ? String(text).replacing("9", with: "0") : String(text))
    }
    #expect(try await S3Store(transport, settings: settings).get("a") == SharedBytes(content))
    let ranges = transport.sent.filter { $0.headers["Range"] != nil }
    #expect(ranges.count == 3 * (1 + damaged))
    #expect(ranges.allSatisfy { $0.headers["If-Match"] == "\"1\"" })
  }
}
