import HTTPAPI

/// The files of one page: its own, and those that it shares with the other pages.
struct PageFiles {
  private let index: String
  private let sources: [PageBundle.Source]

  /// - Parameters:
  ///   - index: the name of the document among the sources.
  ///   - sources: the page's own files. Of the shared files it gets those that it uses.
  init(index: String, sources: [PageBundle.Source]) {
    self.index = index
    self.sources = sources + SharedSources.all
  }

  /// The files that are served, by path: the bundle, and each source file by itself.
  ///
  /// A page is bundled on the first use, because most requests to a function need no page.
  var served: [String: StaticFile] {
    var files: [String: StaticFile] = [:]
    for (path, content) in sources {
      files[path == index ? "" : path] = StaticFile(
        content: content, type: Self.mediaType(of: path))
    }
    // Without a bundle the page works from its source files.
    guard let bundle = try? bundle() else { return files }
    files[""] = StaticFile(content: bundle.page, type: Self.mediaType(of: index))
    for (path, content) in [bundle.style, bundle.script] {
      files[path] = StaticFile(content: content, type: Self.mediaType(of: path), isImmutable: true)
    }
    return files
  }

  /// - Throws: `ModuleScript.Unjoinable`.
  func bundle() throws -> PageBundle {
    let page = sources.first { $0.name == index }?.content ?? []
    return try PageBundle(
      page: String(decoding: page, as: UTF8.self),
      styles: sources.filter { $0.name.hasSuffix(".css") },
      scripts: sources.filter { $0.name.hasSuffix(".js") })
  }

  /// The media type that belongs to the ending of a file's name.
  static func mediaType(of name: String) -> String {
    switch name.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
    default: "application/octet-stream"
    }
  }
}
