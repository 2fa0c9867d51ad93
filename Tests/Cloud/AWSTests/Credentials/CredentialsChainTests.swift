import AWS
import Bytes
import Failures
import HTTP
import HTTPClient
import TestSupport
import Testing

@Suite struct CredentialsChainTests {
  private static let inEnvironment = [
    "AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "t",
  ]
  private static let files = [
    "/home/.aws/credentials": "[default]\naws_access_key_id=FILE\naws_secret_access_key=s2\n"
  ]
  private static let container = [
    "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://localhost:1/keys"
  ]

  @Test func theEnvironmentGoesFirstThenTheFilesThenTheContainer() async throws {
    #expect(try await load(Self.inEnvironment, Self.files)?.accessKeyID == "ENV")
    #expect(try await load(Self.container, Self.files)?.accessKeyID == "FILE")
    #expect(try await load(Self.container)?.accessKeyID == "CONTAINER")
  }

  @Test func whereThereAreNoneEveryPlaceIsNamed() async {
    let error = await failure([:])
    #expect(error?.code == .notFound)
    for place in ["AWS_ACCESS_KEY_ID", "~/.aws/credentials", "AWS_CONTAINER_CREDENTIALS"] {
      #expect(error?.place.contains(place) == true)
    }
  }

  @Test(arguments: ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
  func halfAPairIsAMistakeAndNotNothing(_ missing: String) async {
    var environment = Self.inEnvironment
    environment[missing] = ""
    let error = await failure(environment, Self.files)
    #expect(error?.code == .incomplete)
    #expect(error?.place == missing)
  }

  @Test func aProfileIsNamedByTheEnvironment() async throws {
    let files = [
      "/elsewhere/config": "[profile work]\naws_access_key_id=CONFIG\naws_secret_access_key=c\n",
      "/elsewhere/credentials": """
      [work]
      aws_access_key_id = WORK
      aws_secret_access_key = s3
      aws_session_token = t3
      """,
    ]
    var environment = [
      "AWS_PROFILE": "work", "AWS_CONFIG_FILE": "/elsewhere/config",
      "AWS_SHARED_CREDENTIALS_FILE": "/elsewhere/credentials",
    ]
    let work = try await load(environment, files)
    #expect(
      work
        == AWSCredentials(accessKeyID: "WORK", secretAccessKey: "s3", sessionToken: "t3"))
    environment["AWS_SHARED_CREDENTIALS_FILE"] = nil
    #expect(try await load(environment, files)?.accessKeyID == "CONFIG")
    environment["AWS_PROFILE"] = "nobody"
    let error = await failure(environment, files)
    #expect(error?.code == .notFound)
    #expect(error?.place == "profile nobody")
  }

  @Test(arguments: [
    "role_arn = arn:aws:iam::123456789012:role/x\naws_access_key_id=A\naws_secret_access_key=b",
    "sso_session = x", "sso_start_url = https://x", "credential_process = /bin/x",
    "web_identity_token_file = /x", "credential_source = Environment", "login_session = x",
  ])
  func waysThatAreNotSupportedAreNamed(_ settings: String) async throws {
    let files = ["/home/.aws/config": "[default]\n\(settings)\n"]
    let error = await failure(Self.container, files)
    #expect(error?.code == .unsupported)
    let name = try #require(settings.split(separator: " ").first)
    #expect(error?.reason.hasPrefix("\(name) ") == true)
  }

  @Test func keysOfAProfileGoBeforeOtherWays() async throws {
    let files = [
      "/home/.aws/credentials": Self.files["/home/.aws/credentials"] ?? "",
      "/home/.aws/config": "[default]\nregion = x\ncredential_process = /bin/x\n",
    ]
    #expect(try await load([:], files)?.accessKeyID == "FILE")
  }

  @Test func aProfileWithoutCredentialsLeavesThemToTheNextPlace() async throws {
    let files = ["/home/.aws/config": "[default]\nregion = eu-west-1\n"]
    #expect(try await load(Self.container, files)?.accessKeyID == "CONTAINER")
  }

  @Test func aFileThatCannotBeReadIsNotSkipped() async {
    let error = await failure(Self.container, ["/home/.aws/config": nil])
    #expect(error?.code == .unreadable)
    #expect(error?.place == "/home/.aws/config")
  }

  private func failure(
    _ environment: [String: String], _ files: [String: String?] = [:]
  ) async -> CredentialsError? {
    do throws(CredentialsError) {
      _ = try await load(environment, files)
      return nil
    } catch {
      return error
    }
  }

  /// - Parameter files: by their paths; `nil` for one that cannot be read.
  private func load(
    _ environment: [String: String], _ files: [String: String?] = [:]
  ) async throws(CredentialsError) -> AWSCredentials? {
    let transport = ScriptedTransport { _, _ in
      ClientResponse(200, [:], #"{"AccessKeyId":"CONTAINER","SecretAccessKey":"s"}"#)
    }
    return try await CredentialsChain.standard(
      environment: environment.merging(["HOME": "/home"]) { given, _ in given },
      readFile: { path in
        guard let file = files[path] else { return nil }
        guard let text = file else { throw UnreadableFile() }
        return SharedBytes(text)
      }, transport: transport, clock: ManualClock("2026-01-26T15:30:12Z").clock
    ).load()
  }
}

private struct UnreadableFile: Error {}
