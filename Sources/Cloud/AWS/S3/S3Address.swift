/// The URLs of a bucket's objects.
struct S3Address: Hashable {
  /// Of the bucket itself, without a slash at the end.
  private let bucketURL: String

  /// At AWS the bucket is part of the host's name, unless it has dots: the certificate covers only
  /// one label. Other servers seldom have a name for each bucket, and get it in the path.
  init(bucket: String, endpoint: ServiceEndpoint) {
    if endpoint.isCustom || bucket.utf8.contains(UInt8(ascii: ".")) {
      bucketURL = "\(endpoint.url)/\(bucket)"
    } else {
      let (scheme, rest) = endpoint.parts
      bucketURL = "\(scheme)://\(bucket).\(rest)"
    }
  }

  func bucket(_ parameters: [(name: String, value: String)] = []) -> String {
    "\(bucketURL)/\(Self.suffix(parameters))"
  }

  func object(_ key: String, _ parameters: [(name: String, value: String)] = []) -> String {
    let path = PercentEncoding.encode(key, keepingSlashes: true)
    return "\(bucketURL)/\(path)\(Self.suffix(parameters))"
  }

  private static func suffix(_ parameters: [(name: String, value: String)]) -> String {
    parameters.isEmpty ? "" : "?\(RequestURL.query(parameters))"
  }
}
