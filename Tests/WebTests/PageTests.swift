import Foundation
import HTTPAPI
import Testing

@testable import Web

@Suite struct PageTests {
  private func text(_ file: StaticFile?) throws -> String {
    String(decoding: try #require(file).content, as: UTF8.self)
  }

  /// The folder of the page's files, in the repository that this test is compiled from.
  private func pageFolder() throws -> URL {
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
      try #require(folder.path != "/")
      folder = folder.deletingLastPathComponent()
    }
    return folder.appending(path: "web/page")
  }

  @Test func theListHasEveryFileOfTheFolderWithItsContent() throws {
    let folder = try pageFolder()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { !$0.hasPrefix(".") }
    #expect(Page.sources.map(\.name) == names.sorted())
    for (name, content) in Page.sources {
      #expect(try Data(contentsOf: folder.appending(path: name)) == Data(content), "\(name)")
    }
  }

  @Test(arguments: [
    ("", "text/html; charset=utf-8"), ("base.css", "text/css; charset=utf-8"),
    ("app.js", "text/javascript; charset=utf-8"), ("favicon.svg", "image/svg+xml"),
  ])
  func aFileIsServedWithTheMediaTypeOfItsEnding(path: String, type: String) {
    #expect(Page.files[path]?.type == type)
  }

  @Test func everyFileHasAKnownMediaType() {
    let unknown = Page.files.filter { $0.value.type == "application/octet-stream" }
    #expect(unknown.isEmpty, "\(unknown.keys)")
  }

  @Test func thePageNamesAllThatItNeedsAndEachOfItIsServed() throws {
    let page = try text(Page.files[""])
    let named = page.matches(of: #/(?:href|src)="\/([^"?]+\.(?:js|css|svg))"/#).map { "\($0.1)" }
    #expect(named.count == 4)
    for path in named { #expect(Page.files[path] != nil, "\(path)") }
    let joined = named.filter { $0.hasPrefix("page-") }
    #expect(joined.count == 2)
    for path in joined { #expect(Page.files[path]?.isImmutable == true) }
  }

  @Test func theScriptHasEveryModuleAndEveryModuleWhatItImports() throws {
    let bundle = try Page.bundle()
    let script = String(decoding: bundle.script.content, as: UTF8.self)
    let modules = Set(script.matches(of: #/(?m)^"([a-z-]+\.js)": \(\) => \{$/#).map { "\($0.1)" })
    let used = script.matches(of: #/\$(?:use|load)\("([^"]+)"\)/#).map { "\($0.1)" }
    #expect(modules.count > 40 && used.contains("app.js"))
    #expect(Set(used).subtracting(modules).isEmpty)
    #expect(!script.contains("import ") && !script.contains("\nexport "))
  }

  @Test func theStyleSheetHasAllAndPrintIsForPrintAlone() throws {
    let bundle = try Page.bundle()
    let style = String(decoding: bundle.style.content, as: UTF8.self)
    #expect(style.contains("@media print {\n"))
    let page = String(decoding: bundle.page, as: UTF8.self)
    let held = try #require(page.firstMatch(of: #/data-holds="([^"]+)"/#)).1.split(separator: " ")
    #expect(held.contains("base.css") && held.contains("gains.css"))
    for name in held { #expect(Page.files[String(name)] != nil) }
  }

  @Test func otherContentHasAnotherName() throws {
    func script(_ content: String) throws -> String {
      try PageBundle(
        page: "<script type=\"module\" src=\"/a.js\"></script>", styles: [],
        scripts: [("a.js", Array(content.utf8))]
      ).script.path
    }
    #expect(try script("a()") == script("a()"))
    #expect(try script("a()") != script("b()"))
  }
}
