internal import Bytes

/// An upload's text in UTF-8, whatever it came in.
enum UploadText {
  static func decode(
    _ upload: SharedBytes, limits: IntakeLimits, noting report: inout IntakeReport
  ) throws(Refusal) -> SharedBytes {
    upload
  }
}
