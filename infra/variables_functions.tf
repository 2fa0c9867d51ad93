# The two functions: their images, their size, their logs, and what they decide by.

variable "image_digests" {
  description = "Digest of each function's image in its repository; `make deploy` gives them."
  type = object({
    ingest_players  = string
    leaderboard_api = string
  })
  default = null

  validation {
    condition = var.image_digests == null || alltrue([
      for digest in try(values(var.image_digests), []) :
      can(regex("^sha256:[0-9a-f]{64}$", digest))
    ])
    error_message = <<-EOT
      image_digests: found ${jsonencode(var.image_digests)}, expected sha256: and 64 hexadecimal
      digits for ingest_players and for leaderboard_api.
    EOT
  }
}

variable "architecture" {
  description = "Processor of the functions, for which their images are built: x86_64 or arm64."
  type        = string
  nullable    = false
  default     = "x86_64"

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "architecture: found \"${var.architecture}\", expected x86_64 or arm64."
  }
}

variable "ingest_memory_mb" {
  description = "Memory of ingest-players; it bounds how large an upload may be."
  type        = number
  nullable    = false
  default     = 512

  validation {
    condition = (
      var.ingest_memory_mb >= 128 && var.ingest_memory_mb <= 10240 &&
      floor(var.ingest_memory_mb) == var.ingest_memory_mb
    )
    error_message = <<-EOT
      ingest_memory_mb: found ${var.ingest_memory_mb}, expected a whole number from 128 to 10240.
    EOT
  }
}

variable "ingest_timeout_seconds" {
  description = "Time that ingest-players may take for an upload."
  type        = number
  nullable    = false
  default     = 120

  validation {
    condition = (
      var.ingest_timeout_seconds >= 1 && var.ingest_timeout_seconds <= 900 &&
      floor(var.ingest_timeout_seconds) == var.ingest_timeout_seconds
    )
    error_message = <<-EOT
      ingest_timeout_seconds: found ${var.ingest_timeout_seconds}, expected a whole number from 1
      to 900.
    EOT
  }
}

variable "ingest_reserved_concurrency" {
  description = "Most uploads ingested at a time, set aside from the account's; -1: no bound."
  type        = number
  nullable    = false
  default     = -1

  validation {
    condition = (
      var.ingest_reserved_concurrency == -1 ||
      var.ingest_reserved_concurrency >= 1 && floor(var.ingest_reserved_concurrency) == var.ingest_reserved_concurrency
    )
    error_message = <<-EOT
      ingest_reserved_concurrency: found ${var.ingest_reserved_concurrency}, expected -1 for none,
      or a whole number of 1 or more; with 0 nothing would ever be ingested.
    EOT
  }
}

variable "api_memory_mb" {
  description = "Memory of leaderboard-api."
  type        = number
  nullable    = false
  default     = 256

  validation {
    condition = (
      var.api_memory_mb >= 128 && var.api_memory_mb <= 10240 &&
      floor(var.api_memory_mb) == var.api_memory_mb
    )
    error_message = <<-EOT
      api_memory_mb: found ${var.api_memory_mb}, expected a whole number from 128 to 10240.
    EOT
  }
}

variable "api_timeout_seconds" {
  description = "Time that leaderboard-api may take for an answer."
  type        = number
  nullable    = false
  default     = 29

  validation {
    condition = (
      var.api_timeout_seconds >= 1 && var.api_timeout_seconds <= 29 &&
      floor(var.api_timeout_seconds) == var.api_timeout_seconds
    )
    error_message = <<-EOT
      api_timeout_seconds: found ${var.api_timeout_seconds}, expected a whole number from 1 to 29:
      the gateway gives up after 30 seconds.
    EOT
  }
}

variable "api_reserved_concurrency" {
  description = "Most requests answered at a time, set aside from the account's; -1: no bound."
  type        = number
  nullable    = false
  default     = -1

  validation {
    condition = (
      var.api_reserved_concurrency == -1 ||
      var.api_reserved_concurrency >= 1 && floor(var.api_reserved_concurrency) == var.api_reserved_concurrency
    )
    error_message = <<-EOT
      api_reserved_concurrency: found ${var.api_reserved_concurrency}, expected -1 for none, or a
      whole number of 1 or more; with 0 nothing would ever be answered.
    EOT
  }
}

variable "log_level" {
  description = "Least level of the functions' log lines: TRACE, DEBUG or INFO."
  type        = string
  nullable    = false
  default     = "INFO"

  # Lambda takes a line without a level for INFO, and metrics are such lines: above INFO it would
  # drop them, and with them the alarms and the dashboard.
  validation {
    condition     = contains(["TRACE", "DEBUG", "INFO"], var.log_level)
    error_message = <<-EOT
      log_level: found "${var.log_level}", expected TRACE, DEBUG or INFO; a higher one would drop
      the metrics, which are lines of the log.
    EOT
  }
}

variable "log_format" {
  description = "Form of what Lambda itself logs: JSON, as the functions do, or Text."
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
      log_format: found "${var.log_format}" with log_level ${var.log_level}, expected JSON: Lambda
      hands a level on with this form alone.
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
      log_retention_days: found ${var.log_retention_days}, expected one of the times CloudWatch
      has: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096 or 1827.
    EOT
  }
}

variable "dkp_weights" {
  description = "Weights of a DKP that uploads do not state, such as t4:10,t5:30,deaths:80."
  type        = string
  default     = null

  validation {
    condition = var.dkp_weights == null || (
      can(regex("^((t4|t5|deaths):([0-9]{1,6}|1000000)(,|$)){3}$", var.dkp_weights)) &&
      length(toset(try(regexall("t4|t5|deaths", var.dkp_weights), []))) == 3
    )
    error_message = <<-EOT
      dkp_weights: found "${coalesce(var.dkp_weights, "null")}", expected t4, t5 and deaths, each
      once with a weight from 0 to 1000000, such as t4:10,t5:30,deaths:80.
    EOT
  }
}
