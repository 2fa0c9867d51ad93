# A domain of one's own for the API, where the operator has one and its certificate. The gateway's
# own address goes on working: there is nothing to get past, and it answers while names spread.

locals {
  domain_names   = var.custom_domain == null ? [] : [var.custom_domain.name]
  has_own_zone   = try(var.custom_domain.zone_id, null) != null
  domain_records = local.has_own_zone ? toset(["A", "AAAA"]) : toset([])
}

resource "aws_apigatewayv2_domain_name" "boards" {
  for_each = toset(local.domain_names)

  domain_name = each.value

  domain_name_configuration {
    certificate_arn = var.custom_domain.certificate_arn
    endpoint_type   = "REGIONAL"
    security_policy = "TLS_1_2"
  }
}

resource "aws_apigatewayv2_api_mapping" "boards" {
  for_each = aws_apigatewayv2_domain_name.boards

  api_id      = aws_apigatewayv2_api.boards.id
  domain_name = each.value.domain_name
  stage       = aws_apigatewayv2_stage.default.name
}

resource "aws_route53_record" "boards" {
  for_each = local.domain_records

  zone_id = var.custom_domain.zone_id
  name    = var.custom_domain.name
  type    = each.value

  alias {
    name                   = one(values(aws_apigatewayv2_domain_name.boards)).domain_name_configuration[0].target_domain_name
    zone_id                = one(values(aws_apigatewayv2_domain_name.boards)).domain_name_configuration[0].hosted_zone_id
    evaluate_target_health = false
  }
}
