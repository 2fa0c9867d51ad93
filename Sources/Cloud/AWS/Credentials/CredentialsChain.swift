package import Failures
import HTTP
package import HTTPClient
package import Time

/// Tries several sources in order; the first configured one decides.
package struct CredentialsChain: CredentialsSource {
  package let name = "every place"
  private let sources: [any CredentialsSource]

  package init(_ sources: [any CredentialsSource]) { self.sources = sources }

  /// The sources of the AWS SDKs, in their order: environment, shared files, container endpoint.
  /// The metadata service of EC2 and the exchange of web identities are not supported.
  /// - Parameters:
  ///   - readFile: returns the bytes of a file; `nil` if there is none.
  ///   - transport: for the container endpoint; it must not use a proxy.
  package static func standard(
    environment: [String: String], readFile: @escaping SharedConfiguration.FileReader,
    transport: any HTTPTransport, clock: Clock
  ) -> CredentialsChain {
    CredentialsChain([
      EnvironmentCredentials(environment: environment),
      ProfileCredentials(environment: environment, readFile: readFile),
      ContainerCredentials(
        environment: environment, readFile: readFile, transport: transport,
        clock: clock),
    ])
  }

  package func load() async throws(CredentialsError) -> AWSCredentials? {
    for source in sources {
      if let credentials = try await source.load() { return credentials }
    }
    throw CredentialsError(
      code: .notFound, place: sources.map(\.name).joined(separator: ", "),
      reason: "none of these sources has credentials")
  }
}

/// A source of credentials.
package protocol CredentialsSource: Sendable {
  /// The source's name in messages.
  var name: String { get }

  /// - Returns: `nil` if the source is not configured, so that the next one is tried.
  /// - Throws: if it is configured and gives no credentials.
  func load() async throws(CredentialsError) -> AWSCredentials?
}

/// Why there are no credentials.
///
/// `place` is the variable, the file and profile, or the URL.
package typealias CredentialsError = Failure<CredentialsErrorCode>

/// The kinds of `CredentialsError`.
package enum CredentialsErrorCode: String, FailureCode {
  /// No source has any.
  case notFound
  /// Half of a key pair is missing, or a value is invalid.
  case incomplete
  /// A way to get credentials that Standings does not support.
  case unsupported
  /// An unreadable file or answer.
  case unreadable
  /// The credentials endpoint did not answer.
  case unreachable
  /// The credentials endpoint answered with an error.
  case refused

  package func description(place: String, reason: String) -> String {
    "no credentials: \(reason) (\(place))"
  }
}

/// Credentials in variables, as Lambda gives them to a function.
package struct EnvironmentCredentials: CredentialsSource {
  package let name = "AWS_ACCESS_KEY_ID in the environment"
  private let environment: [String: String]

  package init(environment: [String: String]) { self.environment = environment }

  package func load() async throws(CredentialsError) -> AWSCredentials? {
    let id = value("AWS_ACCESS_KEY_ID")
    let secret = value("AWS_SECRET_ACCESS_KEY")
    switch (id, secret) {
    case (nil, nil): return nil
    case (nil, _), (_, nil):
      let missing = id == nil ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY"
      throw CredentialsError(
        code: .incomplete, place: missing, reason: "only one of the two keys is set")
    case (let id?, let secret?):
      return AWSCredentials(
        accessKeyID: id, secretAccessKey: secret, sessionToken: value("AWS_SESSION_TOKEN"),
        expiration: value("AWS_CREDENTIAL_EXPIRATION").flatMap(AWSCredentials.expiration))
    }
  }

  private func value(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
