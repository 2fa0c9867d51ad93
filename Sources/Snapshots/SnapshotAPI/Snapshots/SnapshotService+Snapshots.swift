import Datasets
import HTTP
import HTTPAPI
import JSON
import SnapshotQueries
import Time

extension SnapshotService {
  var snapshotRoutes: [Route] {
    [
      Route(
        .get, "/v1/kingdoms",
        describedAs: OpenAPIOperation(
          "listKingdoms", tags: ["snapshots"], summary: "The kingdoms that have a snapshot",
          responses: .answers(
            .ok(
              "The kingdoms in the order of their numbers.",
              [(.json, .kingdoms, .kingdomsExample)]), but: [404])),
        action: answer { _ in try await kingdoms() }),
      Route(
        .get, "/v1/kingdoms/{kingdom}/snapshots", parameters: [.kingdom],
        describedAs: OpenAPIOperation(
          "listSnapshots", tags: ["snapshots"], summary: "A kingdom's snapshots",
          responses: .answers(
            .ok("The latest first.", [(.json, .snapshots, .snapshotsExample)]))),
        action: answer { try await snapshots(of: try $0.kingdom) }),
    ]
  }

  private func kingdoms() async throws -> HTTPResponse {
    let latest = try await catalog.latestSnapshots()
    return .json(cache: CacheControl.shortly) {
      $0.object {
        $0.array("kingdoms") {
          for snapshot in latest {
            $0.object {
              $0.member("kingdom", snapshot.kingdom.number)
              $0.member("latest_date", snapshot.date.description)
            }
          }
        }
      }
    }
  }

  private func snapshots(of kingdom: Kingdom) async throws -> HTTPResponse {
    let headers = try await headers(of: try await catalog.snapshots(of: kingdom))
    if headers.isEmpty { throw ProblemDetails.noSnapshot(of: kingdom) }
    return .json(cache: CacheControl.shortly) {
      $0.object {
        $0.array("snapshots") { for header in headers { header.write(to: &$0) } }
      }
    }
  }
}
