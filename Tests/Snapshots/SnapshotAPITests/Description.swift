import Foundation
import JSON

/// A description of an API (OpenAPI 3.1), as its readers understand it.
struct Description {
  let document: JSONValue

  struct Operation {
    let id: String
    let node: JSONValue
  }

  var operations: [Operation] {
    guard case .object(let paths)? = document["paths"] else { return [] }
    return paths.flatMap { _, methods -> [Operation] in
      guard case .object(let methods) = methods else { return [] }
      return methods.map { Operation(id: $1["operationId"]?.string ?? "", node: $1) }
    }
  }

  func parameters(of operation: Operation) -> [JSONValue] {
    operation.node["parameters"]?.elements?.map(resolved) ?? []
  }

  /// The node, or what it refers to.
  func resolved(_ node: JSONValue) -> JSONValue {
    guard let reference = node["$ref"]?.string else { return node }
    return reference.split(separator: "/").dropFirst()
      .reduce(document as JSONValue?) { $0?[String($1)] } ?? .null
  }

  /// Where a value breaks a schema, by the keywords that the description uses (JSON Schema 2020-12).
  /// Members without a description and unknown keywords are faults too.
  func faults(of value: JSONValue, _ schema: JSONValue, at place: String = "$") -> [String] {
    guard case .object(let keywords) = resolved(schema) else { return ["\(place): no schema"] }
    return keywords.flatMap { keyword, rule -> [String] in
      switch keyword {
      case "description", "format", "default", "properties": []
      case "items":
        (value.elements ?? []).enumerated().flatMap {
          faults(of: $1, rule, at: "\(place)[\($0)]")
        }
      case "required": memberFaults(of: value, resolved(schema), at: place)
      case "oneOf", "anyOf":
        choiceFaults(of: value, rule.elements ?? [], onlyOne: keyword == "oneOf", at: place)
      default: isKept(keyword, rule, by: value) ? [] : ["\(place): \(keyword)"]
      }
    }
  }

  private func choiceFaults(
    of value: JSONValue, _ schemas: [JSONValue], onlyOne: Bool, at place: String
  ) -> [String] {
    let fits = schemas.count { faults(of: value, $0, at: place).isEmpty }
    return fits == 1 || fits > 1 && !onlyOne ? [] : ["\(place): fits \(fits) choices"]
  }

  private func memberFaults(
    of value: JSONValue, _ schema: JSONValue, at place: String
  ) -> [String] {
    guard case .object(let members) = value else { return [] }
    let missing = (schema["required"]?.elements ?? []).compactMap(\.string)
      .filter { value[$0] == nil }.map { "\(place).\($0): missing" }
    return missing
      + members.flatMap { name, member -> [String] in
        guard let described = schema["properties"]?[name] else {
          return ["\(place).\(name): not described"]
        }
        return faults(of: member, described, at: "\(place).\(name)")
      }
  }

  private func isKept(_ keyword: String, _ rule: JSONValue, by value: JSONValue) -> Bool {
    switch keyword {
    case "type": (rule.elements ?? [rule]).contains { $0.string == typeName(of: value) }
    case "const": value == rule
    case "enum": rule.elements?.contains(value) == true
    case "minimum": value.integer.map { $0 >= rule.integer ?? .max } ?? true
    case "maximum": value.integer.map { $0 <= rule.integer ?? .min } ?? true
    case "minLength":
      value.string.map { $0.unicodeScalars.count >= rule.integer ?? .max } ?? true
    case "maxLength":
      value.string.map { $0.unicodeScalars.count <= rule.integer ?? .min } ?? true
    case "maxItems": value.elements.map { $0.count <= rule.integer ?? .min } ?? true
    // Swift's own expressions take no ranges of escaped scalars.
    case "pattern":
      value.string.map { text in
        rule.string.map { text.range(of: $0, options: .regularExpression) != nil } ?? false
      } ?? true
    default: false
    }
  }

  private func typeName(of value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool: "boolean"
    case .number: value.integer == nil ? "number" : "integer"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
