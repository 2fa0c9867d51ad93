import AWS
import Bytes
import Failures
import HTTP
import HTTPClient
import Storage
import Synchronization
import Testing

/// What AWS answers in the last step of an upload and no server that runs here.
@Suite struct MultipartUploadTests {
  private var settings: S3Settings {
    var settings = S3Settings()
    settings.multipartThreshold = 10
    settings.uploadPartBytes = 4
    settings.partsAtATime = 1
    return settings
  }

  @Test func aBodyInManyPiecesIsCutIntoPartsOfOneLength() async throws {
    let transport = ScriptedTransport { request, _ in
      switch request.method {
      case .post where request.url.hasSuffix("?uploads="):
        ClientResponse(200, [:], "<R><UploadId>u/1</UploadId></R>")
      case .post: ClientResponse(200, [:], "<CompleteMultipartUploadResult/>")
      default: ClientResponse(200, ["ETag": "\"<\(request.body.map(\.count))>\""])
      }
    }
    let store = try S3Store(transport, settings: settings)
    let pieces = ["", "abc", "d", "efghijkl", "", "m"].map { SharedBytes($0) }
    #expect(try await store.put("k", pieces, when: .always) == .written)
    let parts = transport.sent.filter { $0.method == .put }
    #expect(
      parts.map { $0.body.map { String(decoding: $0.array, as: UTF8.self) } }
        == [["abc", "d"], ["efgh"], ["ijkl"], ["m"]])
    #expect(parts.map { $0.url.contains("uploadId=u%2F1") } == [true, true, true, true])
    let list = try #require(transport.sent.last?.body.first)
    #expect(
      String(decoding: list.array, as: UTF8.self).contains(
        "<ETag>&quot;&lt;[3, 1]&gt;&quot;</ETag><PartNumber>1</PartNumber>"))
  }

  /// Answers as a bucket without the object, and each completing of an upload as told; uploads are
  /// called u1, u2 and so on.
  private func transport(completing answers: ClientResponse...) -> ScriptedTransport {
    let begun = Atomic(0)
    return ScriptedTransport { request, _ in
      switch request.method {
      case .head: ClientResponse(request.url.hasSuffix("amazonaws.com/") ? 200 : 404)
      case .post where request.url.hasSuffix("?uploads="):
        ClientResponse(
          200, [:],
          "<R><UploadId>u\(begun.add(1, ordering: .relaxed).newValue)</UploadId></R>")
      case .post: answers[min(begun.load(ordering: .relaxed), answers.count) - 1]
      default: ClientResponse(200, ["ETag": "\"1\""])
      }
    }
  }

  private static func error(_ status: Int, _ code: String) -> ClientResponse {
    ClientResponse(status, [:], "<Error><Code>\(code)</Code></Error>")
  }

  private let body = [SharedBytes("0123456789ab")]

  @Test(arguments: [(409, "ConditionalRequestConflict"), (404, "NoSuchUpload")])
  func anUploadThatMetAnotherIsMadeAnew(_ status: Int, code: String) async throws {
    let transport = transport(
      completing: Self.error(status, code),
      ClientResponse(200, [:], "<CompleteMultipartUploadResult/>"))
    #expect(
      try await S3Store(transport, settings: settings).put("k", body, when: .absent) == .written)
    for upload in ["u1", "u2"] {
      let sent = transport.sent.filter { $0.url.contains("uploadId=\(upload)") }
      #expect(sent.count { $0.method == .put } == 3)
      #expect(sent.contains { $0.method == .delete } == (upload == "u1"))
    }
  }

  @Test func anUploadThatAlwaysMeetsAnotherIsGivenUp() async throws {
    let transport = transport(completing: Self.error(409, "ConditionalRequestConflict"))
    let store = try S3Store(transport, settings: settings)
    let error = await storeFailure { try await store.put("k", body, when: .absent) }
    #expect(error?.reason.contains("ConditionalRequestConflict") == true)
    #expect(transport.sent.count { $0.url.hasSuffix("?uploads=") } == 3)
    #expect(transport.sent.count { $0.method == .delete } == 3)
  }

  @Test(
    arguments: [
      ("PreconditionFailed", .conditionFailed, nil), ("InternalError", nil, .unreachable),
      ("SomethingNew", nil, .unreachable), ("AccessDenied", nil, .forbidden),
      ("InvalidPart", nil, .failed),
    ] as [(String, PutOutcome?, ObjectStoreErrorCode?)])
  func aFailureInAnAnswerOf200MeansWhatItsCodeSays(
    _ code: String, outcome: PutOutcome?, error: ObjectStoreErrorCode?
  ) async throws {
    let store = try S3Store(transport(completing: Self.error(200, code)), settings: settings)
    let found = Mutex<PutOutcome?>(nil)
    let failure = await storeFailure {
      let outcome = try await store.put("k", body, when: .absent)
      found.withLock { $0 = outcome }
    }
    #expect(found.withLock { $0 } == outcome)
    #expect(failure?.code == error)
  }
}
