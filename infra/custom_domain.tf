# A custom domain for the API, if the operator has one and its certificate. The gateway's own
# address keeps working: it bypasses nothing, and it answers while DNS records spread.

locals {
  has_zone      = try(var.custom_domain.zone_id, null) != null
  domain_target = one(aws_apigatewayv2_domain_name.boards[*].domain_name_configuration[0])
}

resource "aws_apigatewayv2_domain_name" "boards" {
  count = var.custom_domain == null ? 0 : 1

  domain_name = var.custom_domain.name

  domain_name_configuration {
    certificate_arn = var.custom_domain.certificate_arn
    endpoint_type   = "REGIONAL"
    security_policy = "TLS_1_2"
  }

  lifecycle {
    precondition {
      condition     = split(":", var.custom_domain.certificate_arn)[3] == local.region
      error_message = <<-EOT
        custom_domain.certificate_arn: found ${var.custom_domain.certificate_arn}, expected a
        certificate in ${local.region}, where the API is.
      EOT
    }
  }
}

resource "aws_apigatewayv2_api_mapping" "boards" {
  count = var.custom_domain == null ? 0 : 1

  api_id      = aws_apigatewayv2_api.boards.id
  domain_name = aws_apigatewayv2_domain_name.boards[0].domain_name
  stage       = aws_apigatewayv2_stage.default.name
}

resource "aws_route53_record" "boards" {
  for_each = toset(local.has_zone ? ["A", "AAAA"] : [])

  zone_id = var.custom_domain.zone_id
  name    = var.custom_domain.name
  type    = each.value

  alias {
    name                   = local.domain_target.target_domain_name
    zone_id                = local.domain_target.hosted_zone_id
    evaluate_target_health = false
  }
}
