"""Every setting of an environment beyond its name, all at once."""

from __future__ import annotations

from typing import Any

from account import Account

DOMAIN = "boards.example.org"
ORIGIN = "https://kingdom.example.org"
ADDRESS = "operator@example.org"
# By the columns that they are for.
WEIGHTS = {"t4_kills": 1, "t5_kills": 2, "deaths": 3}


def special_settings(account: Account) -> dict[str, Any]:
    """The variables; the certificate and the zone of the domain are made in the account."""
    certificate = account.client("acm").request_certificate(DomainName=DOMAIN)["CertificateArn"]
    zone = account.client("route53").create_hosted_zone(Name="example.org", CallerReference="once")
    return {
        "tags": {"Team": "officers"},
        "architecture": "arm64",
        "ingest_memory_mb": 1024,
        "ingest_timeout_seconds": 300,
        "ingest_reserved_concurrency": 5,
        "api_memory_mb": 512,
        "api_timeout_seconds": 20,
        "api_reserved_concurrency": 10,
        "log_retention_days": 7,
        "athena_scan_limit_bytes": 50_000_000,
        "athena_queries_per_day": 50,
        "query_result_days": 3,
        "old_version_days": 45,
        "first_date": "2020-02-02",
        "cors_allowed_origins": [ORIGIN],
        "dkp_weights": "t4:1,t5:2,deaths:3",
        "api_rate_limit": 5,
        "api_burst_limit": 7,
        "custom_domain": {
            "name": DOMAIN,
            "certificate_arn": certificate,
            "zone_id": zone["HostedZone"]["Id"].rsplit("/", 1)[1],
        },
        "alarm_email": ADDRESS,
        "monthly_budget_usd": 5,
    }
