# Checks the file, the kingdom and the date of an upload by the product's own rules. Read with `.`
# after requirements.sh, whose `require` calls these.
# shellcheck shell=sh

# `name` is the last component of FILE.
require_file() {
  if [ -z "${FILE:-}" ]; then
    lacks "FILE: set it to the file to upload, such as FILE=players.csv"
  elif [ ! -f "$FILE" ]; then
    lacks "FILE: found \"$FILE\", which is not a file"
  elif [ ! -r "$FILE" ]; then
    lacks "FILE: found \"$FILE\", which you cannot read"
  fi
  [ -n "$name" ] || return 0
  plain=$(printf %s "$name" | LC_ALL=C tr -d '[:cntrl:]')
  case $name in
    .*) plain="" ;;
  esac
  if [ "$plain" != "$name" ] || [ "$(printf %s "$name" | wc -c)" -gt 200 ]; then
    lacks "FILE: found the name \"$name\", expected at most 200 bytes without control" \
      "characters, not starting with a dot"
  fi
}

require_kingdom() {
  case ${KINGDOM:-} in
    '' | *[!0-9]* | 0* | ???????*)
      lacks "KINGDOM: found \"${KINGDOM:-}\", expected a number from 1 to 999999" ;;
  esac
}

require_date() {
  case ${DATE:-} in
    19[7-9][0-9]-[01][0-9]-[0-3][0-9] | [2-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9])
      echo "$DATE" | awk -F- '{
        leap = $1 % 4 == 0 && $1 % 100 != 0 || $1 % 400 == 0
        days = $2 == 2 ? 28 + leap : 30 + ($2 + int($2 / 8)) % 2
        exit !($2 >= 1 && $2 <= 12 && $3 >= 1 && $3 <= days)
      }' && return 0 ;;
  esac
  lacks "DATE: found \"${DATE:-}\", expected a date such as 2026-01-26"
}
