/// The description of the API (OpenAPI 3.1), which clients, tests and tools read.
enum OpenAPIDocument {
  static let path = "openapi.json"
  static let content = PackageResources.openapi_json
}
