import DataLake
import HTTP
import HTTPAPI
import JSON
import SnapshotAPI
import SnapshotQueries

/// The answer to an upload: the upload as in the list of uploads, and its report.
struct UploadAnswer {
  let upload: UploadRecord
  /// As stored.
  let report: [UInt8]
  /// Whether the snapshot has its rows now.
  let isCurrent: Bool

  var response: HTTPResponse { upload.report.isAccepted ? created : rejection.response }

  private var created: HTTPResponse {
    var json = JSONWriter()
    json.object {
      $0.key("upload")
      upload.write(to: &$0, isCurrent: isCurrent)
      $0.key("report")
      $0.raw(reportJSON)
    }
    return HTTPResponse(
      status: 201,
      headers: [
        "Content-Type": "application/json", "Cache-Control": "no-store", "Location": upload.path,
      ], body: json.utf8)
  }

  private var rejection: ProblemDetails {
    var json = JSONWriter()
    upload.write(to: &json, isCurrent: false)
    return ProblemDetails(
      status: 422, code: "upload_refused", title: "Upload refused",
      detail: "\(upload.file): \(upload.report.reason ?? "it cannot be accepted").",
      members: ["upload": json.utf8, "report": reportJSON])
  }

  private var reportJSON: [UInt8] { ReportDocument.json(of: report) }
}
