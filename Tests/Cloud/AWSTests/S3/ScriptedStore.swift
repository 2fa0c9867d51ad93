import AWS
import Storage
import TestSupport

extension S3Store {
  /// A bucket at AWS, as far as the store can tell: a script answers.
  init(
    _ transport: ScriptedTransport, at location: String = "s3://lake",
    settings: S3Settings = S3Settings()
  ) throws {
    let clock = ManualClock("2026-01-26T15:30:12Z")
    let client = AWSClient(
      transport: transport,
      credentials: CredentialsKeeper(
        ListedCredentials([.test()]), clock: clock.clock),
      region: "eu-west-1", clock: clock.clock)
    self.init(
      try S3Location(location), at: ServiceEndpoint(of: .s3, in: "eu-west-1"), through: client,
      settings: settings)
  }
}

/// The store's error; `nil` where there is none.
func storeFailure(_ attempt: () async throws -> some Any) async -> ObjectStoreError? {
  do {
    _ = try await attempt()
    return nil
  } catch {
    return error as? ObjectStoreError
  }
}
