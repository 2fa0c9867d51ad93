# The functions that an account runs at a time are shared by all of its functions, unless some are
# set aside. Read with `.` after environment.sh and aws-command.sh.
# shellcheck shell=sh

: "${settings:?}"

# What AWS insists on leaving to functions for which nothing is set aside.
least_unreserved=100
# Enough for a busy evening of uploads, and for the API's throttle with answers of a second.
ingest_share=10
api_share=100

# Proposes to set concurrency aside for each function that has none, where the account's limit
# leaves room. It changes nothing: what is set aside is taken from all else in the account.
propose_reservations() {
  told=$(aws_command lambda get-account-settings --output text \
    --query 'AccountLimit.[ConcurrentExecutions,UnreservedConcurrentExecutions]' 2>/dev/null) ||
    return 0
  limit=$(echo "$told" | cut -f 1)
  room=$(($(echo "$told" | cut -f 2) - least_unreserved))
  proposal=""
  if [ "$(setting ingest_reserved_concurrency)" = -1 ]; then
    if [ "$room" -lt "$ingest_share" ]; then
      say "" "Nothing can be set aside for uploads: the account runs $limit functions at a time, and" \
        "AWS leaves $least_unreserved of them unreserved. While the API is flooded, uploads wait and" \
        "are tried again. A higher limit costs nothing: Service Quotas, Lambda, concurrent executions."
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
A flood of requests could use up the $limit functions that the account runs at a time, and uploads
would wait. To set some aside, add to infra/$settings and deploy again:$proposal"
}
