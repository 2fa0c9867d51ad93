import AWS
import Bytes
import Failures
import Testing

@Suite struct AWSConfigurationTests {
  private static let file = """
    # a comment
    [default]
    region = eu-west-3   ; where the lake is
    endpoint_url = http://everything:1/
    services = local

    [profile other]
    region=us-gov-west-1

    [services local]
    s3 =
      endpoint_url = http://s3-of-the-file:2
      addressing_style = path
    athena =
      other = x
    [broken
    region = nowhere
    """

  @Test func theRegionIsThatOfTheEnvironmentThenOfTheProfile() throws {
    #expect(try configuration(["AWS_REGION": "a-1", "AWS_DEFAULT_REGION": "b-1"]).region == "a-1")
    #expect(try configuration(["AWS_REGION": "", "AWS_DEFAULT_REGION": "b-1"]).region == "b-1")
    #expect(try configuration([:]).region == "eu-west-3")
    #expect(try configuration(["AWS_PROFILE": "other"]).region == "us-gov-west-1")
  }

  @Test(arguments: ["", "eu west", "eu.west", "EU-WEST-1", "-eu", "x/y", "ü"])
  func aRegionThatCannotStandInAHostIsRefused(_ region: String) {
    let code: AWSConfigurationErrorCode = region.isEmpty ? .noRegion : .invalidRegion
    #expect { try configuration(["AWS_REGION": region], file: "") } throws: {
      ($0 as? AWSConfigurationError)?.code == code
    }
  }

  @Test(arguments: [
    ("eu-central-1", "https://athena.eu-central-1.amazonaws.com"),
    ("cn-north-1", "https://athena.cn-north-1.amazonaws.com.cn"),
    ("us-gov-east-1", "https://athena.us-gov-east-1.amazonaws.com"),
  ])
  func awsHasAHostForEachServiceAndRegion(_ region: String, url: String) throws {
    let endpoint = try configuration(["AWS_REGION": region], file: "").endpoint(of: .athena)
    #expect(endpoint.url == url)
    #expect(!endpoint.isCustom)
  }

  @Test func theNearestOfTheConfiguredEndpointsIsTaken() throws {
    var environment = [
      "AWS_ENDPOINT_URL_S3": "http://own:3", "AWS_ENDPOINT_URL": "http://all:4/base/",
    ]
    #expect(try endpoints(environment) == ["http://own:3", "http://all:4/base"])
    environment["AWS_ENDPOINT_URL_S3"] = nil
    #expect(try endpoints(environment) == ["http://all:4/base", "http://all:4/base"])
    environment["AWS_ENDPOINT_URL"] = nil
    #expect(try endpoints(environment) == ["http://s3-of-the-file:2", "http://everything:1"])
    environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true"
    environment["AWS_ENDPOINT_URL_S3"] = "http://own:3"
    #expect(
      try endpoints(environment)
        == ["https://s3.eu-west-3.amazonaws.com", "https://athena.eu-west-3.amazonaws.com"])
  }

  @Test(arguments: ["localhost:9000", "ftp://h", "http://", "http://h/?x=1", "http://h#f"])
  func anEndpointThatIsNoURLIsRefused(_ url: String) {
    #expect { try configuration(["AWS_ENDPOINT_URL_S3": url]) } throws: {
      ($0 as? AWSConfigurationError)?.code == .invalidEndpoint
    }
  }

  @Test func keysMayHoldWhatBeginsACommentElsewhere() async throws {
    let file = """
      [default]\r
      aws_access_key_id=A#1;2\r
      \taws_secret_access_key = ignored: it belongs to the line above\r
      AWS_Secret_Access_Key = b=c # behind a blank it is one\r
      """
    let found = try await ProfileCredentials(environment: ["HOME": "/h"]) { _ in
      SharedBytes(file)
    }.load()
    #expect(found == AWSCredentials(accessKeyID: "A#1;2", secretAccessKey: "b=c"))
  }

  private func endpoints(_ environment: [String: String]) throws -> [String] {
    let configuration = try configuration(environment)
    return [AWSService.s3, .athena].map { configuration.endpoint(of: $0).url }
  }

  private func configuration(
    _ environment: [String: String], file: String = file
  ) throws -> AWSConfiguration {
    let environment = environment.merging(["HOME": "/home"]) { given, _ in given }
    let files = try SharedConfiguration(environment: environment) { path in
      path == "/home/.aws/config" ? SharedBytes(file) : nil
    }
    return try AWSConfiguration(environment: environment, files: files)
  }
}
