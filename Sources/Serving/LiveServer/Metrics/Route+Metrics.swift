import HTTP
import HTTPAPI

extension Route {
  /// `GET /metrics` in the text format of Prometheus.
  static func metrics(_ text: @escaping @Sendable () async -> String) -> Route {
    Route(
      .get, "/metrics", forms: [],
      describedAs: OpenAPIOperation(
        "getMetrics", tags: ["operation"], summary: "Metrics for Prometheus",
        responses: [
          OpenAPIResponse(
            200,
            [
              "description": "The metrics, in version 0.0.4 of the text format.",
              "content": [PrometheusText.contentType: ["schema": .string()]],
            ]), .badRequest,
        ]),
      action: .answer { _ in
        HTTPResponse(
          status: 200,
          headers: [
            "Content-Type": PrometheusText.contentType, "Cache-Control": CacheControl.never,
          ],
          body: Array(await text().utf8))
      })
  }
}
