import HTTP
package import HTTPClient
package import Time

/// AWS as described by the environment and the shared files: region, endpoints, credentials.
package struct AWSSession: Sendable {
  package let configuration: AWSConfiguration
  package let client: AWSClient

  /// - Parameters:
  ///   - transport: for the services.
  ///   - localTransport: for the endpoint of a container's credentials; without proxies.
  ///   - readFile: returns the bytes of a file; `nil` if there is none.
  /// - Throws: `AWSConfigurationError`, or `CredentialsError` for an unreadable file.
  package init(
    environment: [String: String], transport: any HTTPTransport,
    localTransport: any HTTPTransport,
    readFile: @escaping SharedConfiguration.FileReader = SharedConfiguration.readLocalFile,
    policy: RetryPolicy = RetryPolicy(), clock: Clock = .system
  ) throws {
    let files = try SharedConfiguration(environment: environment, readFile: readFile)
    configuration = try AWSConfiguration(environment: environment, files: files)
    let chain = CredentialsChain.standard(
      environment: environment, readFile: readFile, transport: localTransport,
      clock: clock)
    client = AWSClient(
      transport: transport, credentials: CredentialsKeeper(chain, clock: clock),
      region: configuration.region, policy: policy, clock: clock)
  }

  /// Calls over libcurl, through the environment's proxies, with the certificate authorities of
  /// `AWS_CA_BUNDLE` or of the system.
  /// - Throws: `AWSConfigurationError`, or `CredentialsError` for an unreadable file.
  package init(
    environment: [String: String], policy: RetryPolicy = RetryPolicy(),
    clock: Clock = .system
  ) throws {
    let bundle = environment["AWS_CA_BUNDLE"].flatMap { $0.isEmpty ? nil : $0 }
    try self.init(
      environment: environment, transport: CurlTransport(certificateBundle: bundle),
      localTransport: CurlTransport(proxies: .none, certificateBundle: bundle), policy: policy,
      clock: clock)
  }

  /// The store of a bucket or of a prefix in one.
  package func store(
    at location: S3Location, settings: S3Settings = S3Settings()
  ) -> S3Store {
    S3Store(
      location, at: configuration.endpoint(of: .s3), through: client, settings: settings)
  }
}
