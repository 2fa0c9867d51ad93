# Level, form and retention of the logs.

variable "log_level" {
  description = "Lowest level that the functions log: TRACE, DEBUG or INFO."
  type        = string
  nullable    = false
  default     = "INFO"

  # Lambda treats a line without a level as INFO. Metrics are such lines: above INFO it would drop
  # them, and with them the alarms and the dashboard.
  validation {
    condition     = contains(["TRACE", "DEBUG", "INFO"], var.log_level)
    error_message = <<-EOT
      log_level: found "${var.log_level}", expected TRACE, DEBUG or INFO; a higher
      one would drop the metrics, which are log lines.
    EOT
  }
}

variable "log_format" {
  description = "Form of Lambda's own log lines: JSON, like those of the functions, or Text."
  type        = string
  nullable    = false
  default     = "JSON"

  validation {
    condition     = contains(["JSON", "Text"], var.log_format)
    error_message = "log_format: found \"${var.log_format}\", expected JSON or Text."
  }

  validation {
    condition     = var.log_format == "JSON" || var.log_level == "INFO"
    error_message = <<-EOT
      log_format: found "${var.log_format}" with log_level ${var.log_level}, expected
      JSON: Lambda supports levels with this form only.
    EOT
  }
}

variable "log_retention_days" {
  description = "Days for which logs are kept."
  type        = number
  nullable    = false
  default     = 30

  validation {
    condition = contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827],
      var.log_retention_days,
    )
    error_message = <<-EOT
      log_retention_days: found ${var.log_retention_days}, expected one of the times
      CloudWatch has: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400,
      545, 731, 1096 or 1827.
    EOT
  }
}
