package import Failures

/// The region and the endpoints, from the variables and files of the AWS SDKs.
package struct AWSConfiguration: Hashable, Sendable {
  package let region: String
  private let endpoints: [AWSService: ServiceEndpoint]

  /// - Parameter files: the profile; the environment takes precedence.
  /// - Throws: if there is no region, or an invalid region or endpoint.
  package init(
    environment: [String: String], files: SharedConfiguration
  ) throws(AWSConfigurationError) {
    func variable(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    let region =
      variable("AWS_REGION") ?? variable("AWS_DEFAULT_REGION") ?? files.profile?["region"]
    guard let region else {
      throw AWSConfigurationError(
        code: .noRegion, place: "AWS_REGION",
        reason: "set it, or `region` in profile \(files.profileName)")
    }
    guard Self.isRegion(region) else {
      throw AWSConfigurationError(
        code: .invalidRegion, place: region, reason: "a name such as eu-central-1 is needed")
    }
    self.region = region
    let ignores = variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")?.lowercased() == "true"
    var endpoints: [AWSService: ServiceEndpoint] = [:]
    for service in AWSService.allCases {
      let configured =
        variable("AWS_ENDPOINT_URL_\(service.rawValue.uppercased())")
        ?? variable("AWS_ENDPOINT_URL")
        ?? files.services["\(service.rawValue).endpoint_url"] ?? files.profile?["endpoint_url"]
      endpoints[service] =
        if let configured, !ignores {
          try ServiceEndpoint(custom: configured)
        } else {
          ServiceEndpoint(of: service, in: region)
        }
    }
    self.endpoints = endpoints
  }

  package func endpoint(of service: AWSService) -> ServiceEndpoint {
    endpoints[service] ?? ServiceEndpoint(of: service, in: region)
  }

  /// Whether a text can be part of a host name, as a region is.
  private static func isRegion(_ text: String) -> Bool {
    (1...63).contains(text.utf8.count) && !text.hasPrefix("-") && !text.hasSuffix("-")
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
      }
  }
}

/// Why the environment and the files do not allow calls to AWS.
///
/// `place` is the variable or the value.
package typealias AWSConfigurationError = Failure<AWSConfigurationErrorCode>

/// The kinds of `AWSConfigurationError`.
package enum AWSConfigurationErrorCode: String, FailureCode {
  case noRegion
  case invalidRegion
  case invalidEndpoint
}
