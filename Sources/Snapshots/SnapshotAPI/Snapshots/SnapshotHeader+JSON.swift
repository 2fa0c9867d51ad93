import Datasets
package import JSON
package import SnapshotQueries
import Time

extension SnapshotHeader {
  /// The snapshot object of the API.
  package func write(to json: inout JSONWriter) {
    json.object {
      $0.member("kingdom", snapshot.kingdom.number)
      $0.member("date", snapshot.date.description)
      $0.member("total_players", players)
      $0.member("uploaded_at", ingestedAt.description)
      $0.member("run_id", runID)
    }
  }
}
