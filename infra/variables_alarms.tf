# Who gets alarms, and their thresholds.

variable "alarm_email" {
  description = "Address for alarms, after its owner has confirmed it; null sends none."
  type        = string
  default     = null

  validation {
    condition = var.alarm_email == null || can(regex(
      "^[^@[:space:]]+@[^@[:space:]]+$", var.alarm_email,
    ))
    error_message = <<-EOT
      alarm_email: found ${jsonencode(var.alarm_email)}, expected null or an address such as
      operator@example.org.
    EOT
  }
}

variable "alarm_thresholds" {
  description = <<-EOT
    Thresholds of the alarms. ingest_errors: failed attempts in 15 minutes (an upload has three).
    failure_age_seconds: age of the oldest failed event. api_errors: failed answers in 5 minutes.
    api_latency_ms: 95th percentile of latency; null means 3000, or 10000 with Athena.
    api_requests: requests in an hour. athena_bytes, athena_queries: bytes read and queries started
    in 24 hours.
  EOT
  type = object({
    ingest_errors       = optional(number, 3)
    failure_age_seconds = optional(number, 3600)
    api_errors          = optional(number, 5)
    api_latency_ms      = optional(number)
    api_requests        = optional(number, 100000)
    athena_bytes        = optional(number, 20000000000)
    athena_queries      = optional(number, 5000)
  })
  nullable = false
  default  = {}

  validation {
    condition = alltrue([
      for threshold in values(var.alarm_thresholds) : coalesce(threshold, 1) > 0
    ])
    error_message = <<-EOT
      alarm_thresholds: found ${jsonencode(var.alarm_thresholds)}, expected numbers above 0.
    EOT
  }
}

variable "monthly_budget_usd" {
  description = "Monthly cost of the account in dollars that triggers a mail; null sends none."
  type        = number
  default     = null

  validation {
    condition     = var.monthly_budget_usd == null || coalesce(var.monthly_budget_usd, 1) > 0
    error_message = <<-EOT
      monthly_budget_usd: found ${jsonencode(var.monthly_budget_usd)}, expected null,
      or more than 0.
    EOT
  }

  validation {
    condition     = var.monthly_budget_usd == null || var.alarm_email != null
    error_message = <<-EOT
      monthly_budget_usd: found ${jsonencode(var.monthly_budget_usd)} without alarm_email, expected
      an address in alarm_email.
    EOT
  }
}
