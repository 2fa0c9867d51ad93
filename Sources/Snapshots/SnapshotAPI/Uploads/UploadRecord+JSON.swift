import DataLake
import Datasets
package import JSON
package import SnapshotQueries
import Time

extension UploadRecord {
  /// The path of its report in the API.
  package var path: String {
    "/v1/kingdoms/\(snapshot.kingdom)/uploads/\(snapshot.date)/\(run)"
  }

  /// The upload object of the API.
  /// - Parameter isCurrent: whether the snapshot has its rows now.
  package func write(to json: inout JSONWriter, isCurrent: Bool) {
    json.object {
      $0.member("date", snapshot.date.description)
      $0.member("run_ts", run.description)
      $0.member("run_id", report.runID)
      $0.member("uploaded_at", report.uploadedAt.description)
      $0.member("file", file)
      $0.member("status", report.isAccepted ? "accepted" : "refused")
      $0.object("rows") {
        $0.member("total", report.rows.total)
        $0.member("accepted", report.rows.accepted)
        $0.member("refused", report.rows.refused)
      }
      $0.member("total_problems", report.problemCount)
      $0.member("suspicious", report.rows.suspicious)
      $0.member("reason", report.reason)
      $0.member("is_current", isCurrent)
      $0.member("report_path", path)
    }
  }
}
