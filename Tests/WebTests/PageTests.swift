import Foundation
import HTTPAPI
import Testing

@testable import Web

@Suite struct PageTests {
  /// A page as it is served, and as its sources are.
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let served: [String: StaticFile]
    let files: PageFiles
    /// The script that is the entry, and a style sheet and a script that only the page has.
    let own: [String]
  }

  static let pages = [
    Case(
      testDescription: "snapshots", served: Page.files,
      files: PageFiles(index: Page.index, sources: Page.sources),
      own: ["app.js", "gains.css", "board-view.js"]),
    Case(
      testDescription: "live", served: LivePage.files,
      files: PageFiles(index: LivePage.index, sources: LivePage.sources),
      own: ["live-app.js", "live-page.css", "ranking.js"]),
  ]

  /// The lists of embedded files, by the folder in `web`, with what precedes a file's name.
  static let lists = [
    "live": ("", LivePage.sources), "page": ("", Page.sources),
    "shared": ("shared/", SharedSources.all),
  ]

  private func text(_ file: StaticFile?) throws -> String {
    String(decoding: try #require(file).content, as: UTF8.self)
  }

  /// A folder in the repository that this test is compiled from.
  private func folder(_ path: String) throws -> URL {
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
      try #require(folder.path != "/")
      folder = folder.deletingLastPathComponent()
    }
    return folder.appending(path: path)
  }

  @Test(arguments: ["live", "page", "shared"])
  func theListHasEveryFileOfTheFolderWithItsContent(name: String) throws {
    let (prefix, sources) = try #require(Self.lists[name])
    let folder = try folder("web/\(name)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { !$0.hasPrefix(".") }.sorted()
    #expect(sources.map(\.name) == names.map { prefix + $0 })
    for (name, (_, content)) in zip(names, sources) {
      #expect(try Data(contentsOf: folder.appending(path: name)) == Data(content), "\(name)")
    }
  }

  @Test(arguments: [
    ("", "text/html; charset=utf-8"), ("shared/base.css", "text/css; charset=utf-8"),
    ("app.js", "text/javascript; charset=utf-8"), ("shared/favicon.svg", "image/svg+xml"),
  ])
  func aFileIsServedWithTheMediaTypeOfItsEnding(path: String, type: String) {
    #expect(Page.files[path]?.type == type)
  }

  @Test(arguments: pages)
  func everyFileHasAKnownMediaType(_ page: Case) {
    let unknown = page.served.filter { $0.value.type == "application/octet-stream" }
    #expect(unknown.isEmpty, "\(unknown.keys)")
  }

  @Test(arguments: pages)
  func aPageNamesAllThatItNeedsAndEachOfItIsServed(_ page: Case) throws {
    let named = try text(page.served[""]).matches(of: #/(?:href|src)="\/([^"?]+\.(?:js|css|svg))"/#)
      .map { "\($0.1)" }
    #expect(named.count == 4)
    for path in named { #expect(page.served[path] != nil, "\(path)") }
    let joined = named.filter { $0.hasPrefix("page-") }
    #expect(joined.count == 2)
    for path in joined { #expect(page.served[path]?.isImmutable == true) }
  }

  @Test(arguments: pages)
  func theScriptHasEveryModuleAndEveryModuleWhatItImports(_ page: Case) throws {
    let script = String(decoding: try page.files.bundle().script.content, as: UTF8.self)
    let modules = Set(
      script.matches(of: #/(?m)^"([a-z\/-]+\.js)": \(\) => \{$/#).map { "\($0.1)" })
    let used = script.matches(of: #/\$(?:use|load)\("([^"]+)"\)/#).map { "\($0.1)" }
    let scripts = page.served.keys.filter { $0.hasSuffix(".js") && !$0.hasPrefix("page-") }
    #expect(modules.count > 25 && used.contains(page.own[0]) && modules.contains(page.own[2]))
    #expect(Set(scripts).subtracting(modules) == ["shared/theme.js"])
    #expect(Set(used).subtracting(modules).isEmpty)
    #expect(!script.contains("import ") && !script.contains("\nexport "))
  }

  @Test(arguments: pages)
  func theStyleSheetHasAll(_ page: Case) throws {
    let html = String(decoding: try page.files.bundle().page, as: UTF8.self)
    let held = try #require(html.firstMatch(of: #/data-holds="([^"]+)"/#)).1.split(separator: " ")
    #expect(held.contains("shared/base.css") && held.contains { $0 == page.own[1] })
    for name in held { #expect(page.served[String(name)] != nil) }
  }

  @Test func theStylesOfPrintAreForPrintAlone() throws {
    let bundle = try Self.pages[0].files.bundle()
    #expect(String(decoding: bundle.style.content, as: UTF8.self).contains("@media print {\n"))
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

  @Test func commentsAndIndentationOfStylesAreLeftOut() throws {
    let style = """
      /* What it is for,
         in two lines. */

      a {
        color: red;
        /* Why. */
        margin: 0;
      }

      """
    let bundle = try PageBundle(
      page: "<link rel=\"stylesheet\" href=\"/a.css\">",
      styles: [("a.css", Array(style.utf8))], scripts: [])
    let text = String(decoding: bundle.style.content, as: UTF8.self)
    #expect(text == "a {\ncolor: red;\nmargin: 0;\n}\n")
  }

  @Test func aModuleThatNothingImportsIsLeftOut() throws {
    let script = try PageBundle(
      page: "<script type=\"module\" src=\"/a.js\"></script>", styles: [],
      scripts: [
        ("a.js", Array("import { b } from \"./b.js\";".utf8)), ("b.js", Array("b()".utf8)),
        ("c.js", Array("c()".utf8)),
      ]
    ).script.content
    let text = String(decoding: script, as: UTF8.self)
    #expect(text.contains("b()") && !text.contains("c()"))
  }
}
