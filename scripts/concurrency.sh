# All functions of an account share its limit of concurrent executions, unless some are reserved.
# Read with `.` after environment.sh and aws-command.sh.
# shellcheck shell=sh

: "${settings:?}"

# What AWS keeps for functions without a reservation.
min_unreserved=100
# Enough for a busy evening of uploads, and for the API's throttle with answers of a second.
ingest_share=10
api_share=100

# Proposes a reservation for each function without one, if the account's limit leaves room. It
# changes nothing, because a reservation is taken from everything else in the account.
# `read_settings` must have read both.
propose_reservations() {
  told=$(aws_command lambda get-account-settings --output text \
    --query 'AccountLimit.[ConcurrentExecutions,UnreservedConcurrentExecutions]' 2>/dev/null) ||
    return 0
  limit=$(echo "$told" | cut -f 1)
  room=$(($(echo "$told" | cut -f 2) - min_unreserved))
  proposal=""
  if [ "$(setting ingest_reserved_concurrency)" = -1 ]; then
    if [ "$room" -lt "$ingest_share" ]; then
      say "" "Nothing can be reserved for uploads: the account runs $limit functions at a time," \
        "and AWS keeps $min_unreserved of them unreserved. During a flood of requests, uploads" \
        "wait and are retried. A higher limit is free: Service Quotas, Lambda, concurrent" \
        "executions."
      return 0
    fi
    proposal="
  ingest_reserved_concurrency = $ingest_share"
    room=$((room - ingest_share))
  fi
  if [ "$(setting api_reserved_concurrency)" = -1 ] && [ "$room" -ge "$api_share" ]; then
    proposal="$proposal
  api_reserved_concurrency    = $api_share"
  fi
  [ -z "$proposal" ] || say "
A flood of requests could use up the $limit functions that the account runs at a time. Uploads
would then wait. To reserve some, add to infra/$settings and deploy again:$proposal"
}
