import Failures

/// Credentials of a profile in the shared files, read again at every refresh.
package struct ProfileCredentials: CredentialsSource {
  package let name = "a profile in ~/.aws/credentials or ~/.aws/config"
  private let environment: [String: String]
  private let readFile: SharedConfiguration.FileReader

  package init(
    environment: [String: String], readFile: @escaping SharedConfiguration.FileReader
  ) {
    self.environment = environment
    self.readFile = readFile
  }

  /// What a profile may contain instead of keys, and what it would require.
  private static let unsupported = [
    ("role_arn", "assuming a role"), ("sso_session", "IAM Identity Center"),
    ("sso_start_url", "IAM Identity Center"), ("credential_process", "another program"),
    ("web_identity_token_file", "a web identity"), ("credential_source", "another source"),
    ("login_session", "a login session"),
  ]

  package func load() async throws(CredentialsError) -> AWSCredentials? {
    let files = try SharedConfiguration(environment: environment, readFile: readFile)
    let place = "profile \(files.profileName)"
    guard let profile = files.profile else {
      guard files.isProfileNamed else { return nil }
      throw CredentialsError(
        code: .notFound, place: place, reason: "AWS_PROFILE names it, but no file defines it")
    }
    // A role takes precedence over keys in the same profile, which may be the keys to assume it.
    if profile["role_arn"] != nil { throw Self.unsupported(Self.unsupported[0], place) }
    switch (profile["aws_access_key_id"], profile["aws_secret_access_key"]) {
    case (let id?, let secret?):
      return AWSCredentials(
        accessKeyID: id, secretAccessKey: secret, sessionToken: profile["aws_session_token"])
    case (nil, nil):
      if let other = Self.unsupported.first(where: { profile[$0.0] != nil }) {
        throw Self.unsupported(other, place)
      }
      return nil
    case (nil, _), (_, nil):
      throw CredentialsError(
        code: .incomplete, place: place, reason: "it has only one of the two keys")
    }
  }

  private static func unsupported(
    _ setting: (name: String, meaning: String), _ place: String
  ) -> CredentialsError {
    CredentialsError(
      code: .unsupported, place: place,
      reason: """
        \(setting.name) asks for \(setting.meaning), which is not supported; \
        `aws configure export-credentials --format env` turns the profile into variables
        """)
  }
}
