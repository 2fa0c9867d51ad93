import AWS
import Failures
import Testing

@Suite struct S3LocationTests {
  @Test(arguments: [
    ("s3://lake", "lake", ""), ("s3://lake/", "lake", ""), ("s3://my.lake-1/a", "my.lake-1", "a"),
    ("s3://lake/a b/ü/", "lake", "a b/ü"), ("s3://123/x", "123", "x"),
    // A combining mark behind a slash makes one character of both.
    ("s3://lake/a/\u{301}b", "lake", "a/\u{301}b"), ("s3://lake/\u{301}b", "lake", "\u{301}b"),
  ])
  func namesABucketAndAPrefix(_ text: String, bucket: String, prefix: String) throws {
    let location = try S3Location(text)
    #expect(location.bucket == bucket)
    #expect(location.prefix == prefix)
    #expect(try S3Location("\(location)") == location)
  }

  @Test(arguments: [
    (
      S3LocationErrorCode.notALocation, ["lake", "s3:/lake", "S3://lake"]
    ),
    (
      .invalidBucket,
      [
        "s3://", "s3:///a", "s3://ab", "s3://Lake", "s3://la_ke", "s3://-lake", "s3://lake.",
        "s3://la..ke", "s3://192.168.0.1", "s3://l\u{e4}ke", "s3://lake?x",
        "s3://\(String(repeating: "a", count: 64))",
      ]
    ),
    (
      .invalidPrefix,
      [
        "s3://lake//a", "s3://lake/a//b", "s3://lake/a/../b", "s3://lake/.",
        "s3://lake/\(String(repeating: "a", count: 1025))",
      ]
    ),
  ])
  func anythingElseIsRefusedWithItsReason(_ code: S3LocationErrorCode, _ texts: [String]) {
    for text in texts {
      let error = #expect(throws: S3LocationError.self) { try S3Location(text) }
      #expect(error?.code == code)
      #expect(error?.place == text)
      #expect(error?.reason.isEmpty == false)
    }
  }
}
