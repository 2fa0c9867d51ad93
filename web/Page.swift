/// The page's files, embedded so that an executable needs nothing beside itself.
package enum Page {
  /// The content and the media type of each file, by its path without the leading slash.
  package static let files: [(path: String, content: [UInt8], type: String)] = [
    ("", PackageResources.index_html, "text/html; charset=utf-8"),
    ("app.js", PackageResources.app_js, "text/javascript; charset=utf-8"),
    ("style.css", PackageResources.style_css, "text/css; charset=utf-8"),
  ]
}
