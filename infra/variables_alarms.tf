# Who is told when something is wrong, and from when on it is.

variable "alarm_email" {
  description = "Address that alarms go to, once whoever reads it has confirmed; null: none."
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
    From when on there is an alarm. ingest_errors: failed attempts in 15 minutes, of which an
    upload has three. failure_age_seconds: how long a failed event waits before it is taken again.
    api_errors: failed answers in 5 minutes. api_latency_ms: what 95 of 100 requests keep to, null:
    3000, or 10000 where Athena answers. api_requests: requests in an hour. athena_bytes, athena_queries: what Athena reads, and how
    often it is asked, in 24 hours.
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
  description = "Dollars that the account may cost a month before alarm_email is told; null: any."
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
      an address in alarm_email that can be told.
    EOT
  }
}
