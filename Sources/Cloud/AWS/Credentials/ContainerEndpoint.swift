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
        throw rejection("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "\(path) is no path")
      }
      return url
    }
    let variable = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
    guard let full = environment[variable], !full.isEmpty else { return nil }
    guard let url = RequestURL(full) else { throw rejection(variable, "\(full) is no URL") }
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
