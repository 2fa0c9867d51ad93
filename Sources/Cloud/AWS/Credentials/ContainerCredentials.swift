import Bytes
import Failures
import HTTP
package import HTTPClient
import JSON
package import Time

/// Temporary credentials from the endpoint of a container in ECS, EKS or Greengrass.
package struct ContainerCredentials: CredentialsSource {
  package let name = "AWS_CONTAINER_CREDENTIALS_FULL_URI or …_RELATIVE_URI in the environment"
  private let environment: [String: String]
  private let readFile: SharedConfiguration.FileReader
  private let transport: any HTTPTransport
  private let clock: Clock

  private static let attempts = 3
  private static let pause: Duration = .milliseconds(200)

  /// - Parameter transport: must not use a proxy, since the endpoint is on this machine or its
  ///   link.
  package init(
    environment: [String: String], readFile: @escaping SharedConfiguration.FileReader,
    transport: any HTTPTransport, clock: Clock
  ) {
    self.environment = environment
    self.readFile = readFile
    self.transport = transport
    self.clock = clock
  }

  package func load() async throws(CredentialsError) -> AWSCredentials? {
    guard let url = try ContainerEndpoint.url(environment) else { return nil }
    var request = ClientRequest(.get, url, headers: ["Accept": "application/json"])
    request.limits.connecting = .seconds(1)
    request.limits.total = .seconds(5)
    request.limits.responseBytes = 64 << 10
    request.headers["Authorization"] = try authorization()
    return try Self.credentials(in: await answer(to: request), from: url)
  }

  private func authorization() throws(CredentialsError) -> String? {
    let token: String
    let place: String
    if let path = value("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
      // The file changes from time to time, so it is read at every refresh.
      guard let bytes = try SharedConfiguration.read(path, readFile) else {
        throw CredentialsError(code: .unreadable, place: path, reason: "there is no such file")
      }
      token = String(decoding: bytes, as: UTF8.self)
      place = path
    } else if let given = value("AWS_CONTAINER_AUTHORIZATION_TOKEN") {
      token = given
      place = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
    } else {
      return nil
    }
    guard !token.utf8.contains(where: { $0 < 32 || $0 == 127 }) else {
      throw CredentialsError(
        code: .incomplete, place: place, reason: "a token that is not valid in a header")
    }
    return token
  }

  private func answer(to request: ClientRequest) async throws(CredentialsError) -> ClientResponse {
    var last = CredentialsError(code: .unreachable, place: request.url, reason: "never asked")
    for attempt in 1...Self.attempts {
      let response: ClientResponse?
      do {
        response = try await transport.send(request)
      } catch {
        last = CredentialsError(
          code: .unreachable, place: request.url, reason: error.reason, underlying: error)
        response = nil
      }
      if let response {
        if response.status == 200 { return response }
        // Its errors are JSON, like Athena's.
        let answer = AWSError.ServiceAnswer(response, of: .athena)
        last = CredentialsError(
          code: .refused, place: request.url, reason: "it answered \(answer)")
        if response.status < 500 { break }
      }
      guard attempt < Self.attempts else { break }
      do { try await clock.sleep(Self.pause * attempt) } catch { break }
    }
    throw last
  }

  private static func credentials(
    in response: ClientResponse, from url: String
  ) throws(CredentialsError) -> AWSCredentials {
    let answer = try? JSONValue(parsing: response.body.array)
    guard let answer, let id = answer["AccessKeyId"]?.string,
      let secret = answer["SecretAccessKey"]?.string
    else {
      throw CredentialsError(
        code: .unreadable, place: url, reason: "an answer without AccessKeyId and SecretAccessKey")
    }
    var expiration: Instant?
    if let text = answer["Expiration"]?.string {
      guard let instant = AWSCredentials.expiration(text) else {
        throw CredentialsError(
          code: .unreadable, place: url, reason: "an Expiration that is not a time: \(text)")
      }
      expiration = instant
    }
    return AWSCredentials(
      accessKeyID: id, secretAccessKey: secret, sessionToken: answer["Token"]?.string,
      expiration: expiration)
  }

  private func value(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// The endpoint of a container's credentials.
enum ContainerEndpoint {
  /// The link-local addresses at which ECS and EKS answer without TLS.
  private static let linkLocal: Set = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"]

  /// - Returns: `nil` if the environment names none.
  /// - Throws: if it names one that must not be used, because anyone could answer there.
  static func url(_ environment: [String: String]) throws(CredentialsError) -> String? {
    if let path = environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"], !path.isEmpty {
      let url = "http://169.254.170.2\(path)"
      guard path.utf8.first == UInt8(ascii: "/"), RequestURL(url) != nil else {
        throw rejection("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "\(path) is not a path")
      }
      return url
    }
    let variable = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
    guard let full = environment[variable], !full.isEmpty else { return nil }
    guard let url = RequestURL(full) else { throw rejection(variable, "\(full) is not a URL") }
    let host = host(of: url.authority)
    guard url.scheme == "https" || linkLocal.contains(host) || isLoopback(host) else {
      throw rejection(
        variable, "\(host) is not on this machine, so that only https may be used to ask it")
    }
    return full
  }

  private static func host(of authority: String) -> String {
    let end: String.Index?
    if authority.utf8.first == UInt8(ascii: "[") {
      end = authority.utf8.firstIndex(of: UInt8(ascii: "]")).map { authority.utf8.index(after: $0) }
    } else {
      end = authority.utf8.firstIndex(of: UInt8(ascii: ":"))
    }
    return String(authority[..<(end ?? authority.endIndex)])
  }

  private static func isLoopback(_ host: String) -> Bool {
    if host == "localhost" || host == "[::1]" { return true }
    // All four numbers count: `127.0.0.1.example.org` is a name that anyone may own.
    let parts = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8(Substring($0)) != nil }
      && Substring(parts[0]) == "127"
  }

  private static func rejection(_ variable: String, _ reason: String) -> CredentialsError {
    CredentialsError(code: .incomplete, place: variable, reason: reason)
  }
}
