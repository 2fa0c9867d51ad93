import AWS
import Bytes
import Failures
import HTTP
import HTTPClient
import TestSupport
import Testing
import Time

@Suite struct ContainerCredentialsTests {
  private static let answer = """
    {"AccessKeyId":"A","SecretAccessKey":"S","Token":"T","Expiration":"2026-01-26T18:00:00Z"}
    """
  private static let fullURI = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
  private static let relativeURI = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"

  @Test func theAnswerIsTakenWithItsEnd() async throws {
    let transport = ScriptedTransport { _, _ in ClientResponse(200, [:], Self.answer) }
    let environment = [
      Self.fullURI: "http://127.0.0.1:8080/keys?id=1",
      "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic x",
    ]
    let found = try await load(environment, transport)
    #expect(
      found
        == AWSCredentials(
          accessKeyID: "A", secretAccessKey: "S", sessionToken: "T",
          expiration: Instant("2026-01-26T18:00:00Z")))
    #expect(transport.sent.map(\.url) == ["http://127.0.0.1:8080/keys?id=1"])
    #expect(transport.sent.first?.headers["Authorization"] == "Basic x")
  }

  private static func ends(_ time: String) -> ClientResponse {
    ClientResponse(
      200, [:], #"{"AccessKeyId":"A","SecretAccessKey":"S","Expiration":"\#(time)"}"#)
  }

  @Test(arguments: [
    "2026-01-26T18:00:00.5Z", "2026-01-26T18:00:00.123456789Z", "2026-01-26T18:00:00+00:00",
    "2026-01-26T18:00:00.25+00:00",
  ])
  func theEndIsReadAsOthersWriteIt(_ end: String) async throws {
    let transport = ScriptedTransport { _, _ in Self.ends(end) }
    let found = try await load([Self.fullURI: "http://localhost/x"], transport)
    #expect(found?.expiration == Instant("2026-01-26T18:00:00Z"))
    let variables = [
      "AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "S", "AWS_CREDENTIAL_EXPIRATION": end,
    ]
    #expect(try await EnvironmentCredentials(environment: variables).load() == found)
  }

  @Test func aRelativePathMeansTheEndpointOfECS() async throws {
    let transport = ScriptedTransport { _, _ in ClientResponse(200, [:], Self.answer) }
    _ = try await load([Self.relativeURI: "/v2/x", Self.fullURI: "http://elsewhere"], transport)
    #expect(transport.sent.map(\.url) == ["http://169.254.170.2/v2/x"])
  }

  @Test(arguments: [
    "https://example.org/keys", "http://localhost/x", "http://127.0.0.1/x", "http://127.9.9.9:1/x",
    "http://[::1]:80/x", "http://169.254.170.2/x", "http://169.254.170.23/x",
    "http://[fd00:ec2::23]/x",
  ])
  func placesThatMayBeAsked(_ url: String) async throws {
    let transport = ScriptedTransport { _, _ in ClientResponse(200, [:], Self.answer) }
    #expect(try await load([Self.fullURI: url], transport) != nil)
  }

  @Test(arguments: [
    "http://example.org/keys", "http://127.0.0.1.example.org/x", "http://169.254.169.254/x",
    "http://1270.0.0.1/x", "http://localhost.example.org/", "http://user@localhost/", "localhost",
    "ftp://localhost/",
  ])
  func placesThatMustNotBeAsked(_ url: String) async throws {
    let transport = ScriptedTransport { _, _ in ClientResponse(200, [:], Self.answer) }
    await #expect { try await load([Self.fullURI: url], transport) } throws: {
      ($0 as? CredentialsError)?.place == Self.fullURI
    }
    #expect(transport.sent.isEmpty)
  }

  @Test func aTokenInAFileIsReadEachTime() async throws {
    let transport = ScriptedTransport { _, _ in ClientResponse(200, [:], Self.answer) }
    let environment = [
      Self.fullURI: "http://localhost/x", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/token",
      "AWS_CONTAINER_AUTHORIZATION_TOKEN": "another",
    ]
    _ = try await load(environment, transport) { _ in SharedBytes("from a file") }
    #expect(transport.sent.first?.headers["Authorization"] == "from a file")
    for reader: SharedConfiguration.FileReader in [
      { _ in nil }, { _ in SharedBytes("two\r\nlines") },
    ] {
      await #expect { try await load(environment, transport, reader) } throws: {
        ($0 as? CredentialsError)?.place == "/token"
      }
    }
    #expect(transport.sent.count == 1)
  }

  @Test func anEndpointThatIsBusyIsAskedAgain() async throws {
    let transport = ScriptedTransport { request, number throws(HTTPError) in
      switch number {
      case 0: throw HTTPError(code: .timedOut, place: request.url, reason: "slow")
      case 1: ClientResponse(503)
      default: ClientResponse(200, [:], Self.answer)
      }
    }
    #expect(try await load([Self.fullURI: "http://localhost/x"], transport) != nil)
    #expect(transport.sent.count == 3)
  }

  @Test(arguments: [
    (ClientResponse(403, [:], #"{"code":"Denied","message":"not you"}"#), "refused", 1),
    (ClientResponse(500), "refused", 3), (ClientResponse(200, [:], "{}"), "unreadable", 1),
    (ClientResponse(200, [:], "<x/>"), "unreadable", 1),
    (ends("soon"), "unreadable", 1), (ends("2026-01-26T18:00:00+02:00"), "unreadable", 1),
    (ends("2026-01-26T18:00:00.Z"), "unreadable", 1),
  ])
  func whatIsNoAnswerIsNamed(_ response: ClientResponse, code: String, requests: Int) async {
    let transport = ScriptedTransport { _, _ in response }
    await #expect { try await load([Self.fullURI: "http://localhost/x"], transport) } throws: {
      ($0 as? CredentialsError)?.code.rawValue == code
    }
    #expect(transport.sent.count == requests)
  }

  private func load(
    _ environment: [String: String], _ transport: ScriptedTransport,
    _ readFile: @escaping SharedConfiguration.FileReader = { _ in nil }
  ) async throws -> AWSCredentials? {
    try await ContainerCredentials(
      environment: environment, readFile: readFile, transport: transport,
      clock: ManualClock("2026-01-26T15:30:12Z").clock
    ).load()
  }
}
