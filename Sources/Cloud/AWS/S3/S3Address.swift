/// The URLs of a bucket's objects.
struct S3Address: Hashable {
  /// The bucket's URL, without a trailing slash.
  private let bucketURL: String

  /// On AWS the bucket is part of the host's name, unless it has dots: the certificate covers only
  /// one label. Other servers rarely have a host name per bucket, so it goes into the path.
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
