package import HTTPClient
package import Time

/// Asks several places one after the other; the first that is set up decides.
package struct CredentialsChain: CredentialsSource {
  package let name = "every place"
  private let sources: [any CredentialsSource]

  package init(_ sources: [any CredentialsSource]) { self.sources = sources }

  /// The places of AWS's own SDKs, in their order: environment, shared files, container endpoint.
  ///
  /// The metadata service of EC2 and the exchange of web identities are not asked.
  /// - Parameters:
  ///   - readFile: the bytes of a file; `nil` where there is none.
  ///   - transport: for the container endpoint; it must use no proxy.
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
      reason: "none of the places that were asked has any")
  }
}
