import HTTP

/// A static file, such as the page and its script.
package struct StaticFile: Sendable {
  package let content: [UInt8]
  /// The media type, with the character set for text.
  package let type: String
  /// Whether the path changes with the content, so that it can be cached for ever.
  package let isImmutable: Bool

  package init(content: [UInt8], type: String, isImmutable: Bool = false) {
    self.content = content
    self.type = type
    self.isImmutable = isImmutable
  }

  var response: HTTPResponse {
    var response = HTTPResponse.tagged(
      content, type: type, cache: isImmutable ? CacheControl.forever : CacheControl.revalidate)
    response.headers.append(Self.pageHeaders)
    return response
  }

  /// The content security policy: own scripts and styles, requests to this server, and nothing
  /// else.
  private static let pageHeaders: HTTPFields = [
    "Content-Security-Policy": [
      "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
      "connect-src 'self'", "manifest-src 'self'", "base-uri 'none'", "form-action 'self'",
      "frame-ancestors 'none'",
    ].joined(separator: "; "),
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  ]
}
