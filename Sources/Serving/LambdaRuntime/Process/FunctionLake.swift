package import AWS
import Failures

/// The lake of a function and its access to AWS.
package struct FunctionLake: Sendable {
  package let location: S3Location
  package let session: AWSSession

  /// - Parameters:
  ///   - settings: including the variables of the AWS SDKs.
  ///   - policy: for every call to AWS.
  /// - Throws: `FunctionFailure`, which names the variable.
  package init(
    at location: S3Location, _ settings: FunctionSettings, policy: RetryPolicy = RetryPolicy()
  ) throws(FunctionFailure) {
    self.location = location
    // Files in a home folder are not meant for the function and may be unreadable.
    let environment = settings.variables.filter { $0.key != "HOME" }
    do {
      session = try AWSSession(environment: environment, policy: policy)
    } catch let error as AWSConfigurationError {
      throw FunctionFailure(
        code: .invalidSettings, place: error.place, reason: error.reason, underlying: error)
    } catch {
      throw FunctionFailure(code: .invalidSettings, reason: "\(error)", underlying: error)
    }
  }

  /// The objects of the lake by their keys in it.
  package func store(settings: S3Settings = S3Settings()) -> S3Store {
    session.store(at: location, settings: settings)
  }
}

extension S3Location {
  /// The location from `LAKE_BUCKET` and `LAKE_PREFIX`.
  /// - Throws: `FunctionFailure`, which names the variable.
  package init(_ settings: FunctionSettings) throws(FunctionFailure) {
    let bucket = try settings.required("LAKE_BUCKET", expected: "the name of a bucket")
    let whole = try Self.parsing("s3://\(bucket)", of: "LAKE_BUCKET", found: bucket)
    guard whole.bucket == bucket else {
      throw FunctionSettings.rejection(
        of: "LAKE_BUCKET", found: bucket, expected: "the name of a bucket alone")
    }
    guard let prefix = settings["LAKE_PREFIX"] else {
      self = whole
      return
    }
    self = try Self.parsing("s3://\(bucket)/\(prefix)", of: "LAKE_PREFIX", found: prefix)
  }

  private static func parsing(
    _ text: String, of variable: String, found: String
  ) throws(FunctionFailure) -> S3Location {
    do throws(S3LocationError) {
      return try S3Location(text)
    } catch {
      throw FunctionSettings.rejection(
        of: variable, found: found, expected: "an S3 location: \(error.reason)")
    }
  }
}
