#if Server
  import DataLake
  import Ingestion
  import Intake
  import JSON
  import LeaderboardAPI
  import Rankings

  /// What a client is told of its upload: the upload as in the list of uploads, and its report.
  struct UploadAnswer {
    let report: IngestionReport
    /// The report as it is stored.
    let stored: [UInt8]

    var response: APIResponse {
      switch report.outcome {
      case .accepted:
        var json = JSONWriter()
        json.object {
          $0.key("upload")
          writeUpload(to: &$0)
          $0.key("report")
          $0.raw(reportJSON)
        }
        return APIResponse(
          status: 201,
          headers: [
            ("Content-Type", "application/json"), ("Cache-Control", "no-store"),
            ("Location", location),
          ], body: json.utf8)
      case .refused:
        var upload = JSONWriter()
        writeUpload(to: &upload)
        return LeaderboardAPI.Problem(
          status: 422, code: "upload_refused", title: "Upload refused",
          detail: ReportText.line(report, file: report.event.file.text),
          members: ["upload": upload.utf8, "report": reportJSON]
        ).response
      }
    }

    private var reportJSON: [UInt8] {
      stored.last == UInt8(ascii: "\n") ? stored.dropLast() : stored
    }

    private var run: String {
      if case .report(_, let run) = report.report { run.description } else { "" }
    }

    private var location: String {
      let snapshot = report.event.snapshot
      return "/v1/kingdoms/\(snapshot.kingdom)/uploads/\(snapshot.date)/\(run)"
    }

    private func writeUpload(to json: inout JSONWriter) {
      json.object {
        $0.member("snapshot_date", report.event.snapshot.date.description)
        $0.member("run", run)
        $0.member("run_id", report.runID)
        $0.member("uploaded_at", report.event.time.description)
        $0.member("file", report.event.file.text)
        $0.member("status", report.isAccepted ? "accepted" : "refused")
        $0.object("rows") {
          $0.member("total", report.intake?.rows.total ?? 0)
          $0.member("accepted", report.isAccepted ? report.intake?.rows.accepted ?? 0 : 0)
          $0.member("refused", report.intake?.rows.refused ?? 0)
        }
        $0.member("problems", report.problems.count + (report.isAccepted ? 0 : 1))
        $0.member("suspicious", report.suspiciousRows)
        $0.member("reason", reason)
        $0.member("is_current", report.isAccepted && !report.isSuperseded)
        $0.member("report", location)
      }
    }

    private var reason: String? {
      guard case .refused(let refusal) = report.outcome else { return nil }
      return ReportText.sentence(refusal)
    }
  }
#endif
