# Settings of the API and of the query engine.

variable "api_rate_limit" {
  description = "Max requests per second from all clients together."
  type        = number
  nullable    = false
  default     = 100

  validation {
    condition     = var.api_rate_limit >= 1 && var.api_rate_limit <= 10000
    error_message = "api_rate_limit: found ${var.api_rate_limit}, expected 1 to 10000."
  }
}

variable "api_burst_limit" {
  description = "Max requests at once; a view of the page makes nine."
  type        = number
  nullable    = false
  default     = 500

  validation {
    condition = (
      var.api_burst_limit >= 1 && var.api_burst_limit <= 5000 &&
      floor(var.api_burst_limit) == var.api_burst_limit
    )
    error_message = <<-EOT
      api_burst_limit: found ${var.api_burst_limit}, expected a whole number from 1 to
      5000.
    EOT
  }
}

variable "cors_allowed_origins" {
  description = "Origins that may read the API, such as https://example.org; [\"*\"] allows all."
  type        = list(string)
  nullable    = false
  default     = ["*"]

  validation {
    condition = length(var.cors_allowed_origins) > 0 && (
      var.cors_allowed_origins == tolist(["*"]) || alltrue([
        for origin in var.cors_allowed_origins :
        can(regex("^https?://([a-z0-9.-]+|\\[[0-9a-f:]+\\])(:[0-9]{1,5})?$", origin))
      ])
    )
    error_message = <<-EOT
      cors_allowed_origins: found ${jsonencode(var.cors_allowed_origins)}, expected ["*"] alone, or
      origins as browsers send them: http or https, a host in lower case, a
      port if it is not the default, and no path.
    EOT
  }
}

variable "custom_domain" {
  description = "A domain for the API, its certificate, and optionally its hosted zone."
  type = object({
    name            = string
    certificate_arn = string
    zone_id         = optional(string)
  })
  default = null

  validation {
    condition = var.custom_domain == null || can(regex(
      "^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.custom_domain.name,
    ))
    error_message = <<-EOT
      custom_domain.name: found "${try(var.custom_domain.name, "")}", expected a domain in lower
      case such as boards.example.org.
    EOT
  }

  validation {
    condition = var.custom_domain == null || can(regex(
      "^arn:[a-z-]+:acm:[a-z0-9-]+:[0-9]{12}:certificate/[0-9a-f-]+$",
      var.custom_domain.certificate_arn,
    ))
    error_message = <<-EOT
      custom_domain.certificate_arn: found
      "${try(var.custom_domain.certificate_arn, "")}", expected the ARN of
      a certificate of ACM in the API's region.
    EOT
  }
}

variable "query_engine" {
  description = "Query engine: athena sends SQL to Athena, parquet reads the curated files."
  type        = string
  nullable    = false
  default     = "athena"

  validation {
    condition     = contains(["athena", "parquet"], var.query_engine)
    error_message = "query_engine: found \"${var.query_engine}\", expected athena or parquet."
  }
}

variable "athena_queries_per_day" {
  description = "Max Athena queries per copy of leaderboard-api and day (UTC)."
  type        = number
  nullable    = false
  default     = 1000

  validation {
    condition = (
      var.athena_queries_per_day >= 0 && var.athena_queries_per_day <= 1000000 &&
      floor(var.athena_queries_per_day) == var.athena_queries_per_day
    )
    error_message = <<-EOT
      athena_queries_per_day: found ${var.athena_queries_per_day}, expected a whole number from 0 to
      1000000; with 0 all answers come from the files.
    EOT
  }
}

variable "athena_scan_limit_bytes" {
  description = "Max bytes that one Athena query may read."
  type        = number
  nullable    = false
  default     = 1073741824

  validation {
    condition     = var.athena_scan_limit_bytes >= 10485760
    error_message = <<-EOT
      athena_scan_limit_bytes: found ${var.athena_scan_limit_bytes}, expected 10485760 (10
      MiB), Athena's minimum, or more.
    EOT
  }
}

variable "query_result_days" {
  description = "Days for which Athena's results are kept."
  type        = number
  nullable    = false
  default     = 7

  validation {
    condition     = contains(range(1, 366), var.query_result_days)
    error_message = <<-EOT
      query_result_days: found ${var.query_result_days}, expected a whole number from 1
      to 365.
    EOT
  }
}

variable "first_date" {
  description = "First snapshot date that Athena looks for."
  type        = string
  nullable    = false
  default     = "2018-01-01"

  validation {
    condition = (
      can(regex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", var.first_date)) &&
      can(timeadd("${var.first_date}T00:00:00Z", "0s"))
    )
    error_message = <<-EOT
      first_date: found "${var.first_date}", expected a date such as 2018-01-01.
    EOT
  }
}
