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
        code: .incomplete, place: missing, reason: "one of the two keys is set, not the other")
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
