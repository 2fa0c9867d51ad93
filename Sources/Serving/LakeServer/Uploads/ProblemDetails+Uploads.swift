import HTTP
import HTTPAPI
import JSON
import SnapshotIngestion
import UploadReading

/// Why an upload over HTTP is rejected.
extension ProblemDetails {
  static let otherOrigin = ProblemDetails(
    status: 403, code: "cross_origin", title: "Cross-origin request",
    detail: "Uploads are accepted only from this server's own page and from programs.")

  static func uploadTooLarge(_ maxBytes: Int) -> ProblemDetails {
    ProblemDetails(
      status: 413, code: "upload_too_large", title: "Upload too large",
      detail: "The upload is larger than the limit of \(maxBytes) bytes.")
  }

  static let tooManyUploads = ProblemDetails(
    status: 429, code: "too_many_uploads", title: "Too many uploads",
    detail: "Too many uploads are in progress. Try again in a few seconds.",
    headers: ["Retry-After": "5"])

  static let uploadMadeWay = ProblemDetails(
    status: 408, code: "upload_too_slow", title: "Upload too slow",
    detail: "The upload was too slow and was stopped because others were waiting.",
    headers: ["Retry-After": "5"])

  static let diskFull = ProblemDetails(
    status: 507, code: "lake_full", title: "Lake full",
    detail: "The disk of the lake is full.")

  static let uploadNotKept = ProblemDetails(
    status: 503, code: "lake_unavailable", title: "Lake unavailable",
    detail: "The upload cannot be stored at the moment. Try again in a few seconds.",
    headers: ["Retry-After": "5"])

  /// - Parameter needs: the missing parameters: `kingdom`, `date`.
  static func placeUnknown(_ reason: String, needs: [String]) -> ProblemDetails {
    var json = JSONWriter()
    json.array { for name in needs { $0.value(name) } }
    return ProblemDetails(
      status: 422, code: "place_unknown", title: "Place unknown", detail: "\(reason).",
      members: ["needs": json.utf8])
  }

  static func placeContradicted(_ reason: String) -> ProblemDetails {
    ProblemDetails(
      status: 422, code: "place_contradicted", title: "Place contradicted",
      detail: "\(reason).")
  }
}

extension SnapshotTarget.Unsettled {
  /// The problem for a client, who can add parameters or correct the file.
  var problem: ProblemDetails {
    switch conflict {
    case .untold(let subject):
      if let rejection {
        return .placeUnknown(
          "The file cannot be read: found \(rejection.found), expected \(rejection.expected)",
          needs: needs)
      }
      let word = needs.count > 1 ? needs.joined(separator: " and the ") : subject.parameter
      return .placeUnknown(
        "Neither the file's name nor its content gives the \(word)", needs: needs)
    case .several(let subject, let values, let source):
      let named = values.prefix(8).joined(separator: ", ") + (values.count > 8 ? " …" : "")
      return .placeUnknown(
        "\(subject.parameter): found \(named) in \(source.description), expected one of them",
        needs: needs)
    case .contradiction(let subject, let one, let source, let other, let otherSource):
      let first = source.map { "\($0.description) says" } ?? "the request says"
      return .placeContradicted(
        "\(subject.parameter): \(first) \(one), but \(otherSource.description) says \(other)"
      )
    case .implausible(let date, let source):
      return .placeContradicted(
        "date: found \(date) in \(source.description), expected a plausible date")
    }
  }

  private var needs: [String] {
    [HintConflict.Subject.kingdom, .date].filter(subjects.contains).map(\.parameter)
  }
}

extension HintConflict.Subject {
  /// The parameter that resolves it.
  fileprivate var parameter: String { self == .kingdom ? "kingdom" : "date" }
}
