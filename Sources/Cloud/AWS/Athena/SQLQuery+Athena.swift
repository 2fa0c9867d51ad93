import SQL

extension SQLQuery.Value {
  /// The value as an execution parameter of Athena: a SQL literal.
  var literal: String {
    switch self {
    case .integer(let number): return String(number)
    case .text(let text):
      let quote = "'" as Unicode.Scalar
      var literal = "'"
      // By scalars: a quote and a combining mark after it are one character, which is not a quote.
      for scalar in text.unicodeScalars {
        if scalar == quote { literal.unicodeScalars.append(quote) }
        literal.unicodeScalars.append(scalar)
      }
      literal.unicodeScalars.append(quote)
      return literal
    }
  }
}
