# The functions' images: which ones are pushed, and how to push the others.
# Read with `.` after environment.sh and aws-command.sh.
#
# A tag names the sources of its image, so that equal sources are built once. Tags never change: an
# image that is rebuilt from the same sources on newer base images has the time in its tag.
# shellcheck shell=sh

# pushed_digest FUNCTION TAG: the digest of the function's newest image whose tag starts with TAG,
# or nothing.
pushed_digest() {
  newest="sort_by(imageDetails[?imageTags[?starts_with(@, '$2')]], &imagePushedAt)[-1].imageDigest"
  if told=$(aws_command ecr describe-images --repository-name "$ENVIRONMENT/$1" \
    --query "$newest" --output json 2>&1); then
    echo "$told" | sed -n 's/^"\(sha256:[0-9a-f]*\)"$/\1/p'
  else
    case $told in
      *RepositoryNotFoundException*) ;;
      *) stop 3 "The images of $1 cannot be listed. AWS said: $told" ;;
    esac
  fi
}

# The two digests as a Terraform variable.
image_digests() {
  printf 'image_digests={ingest_players="%s",leaderboard_api="%s"}' "$1" "$2"
}

# publish_images ARCHITECTURE TAG: builds both images and pushes the missing ones.
publish_images() {
  platform=linux/amd64
  [ "$1" = x86_64 ] || platform=linux/$1
  registry=$(aws_command ecr describe-repositories --output text \
    --repository-names "$ENVIRONMENT/ingest-players" --query 'repositories[0].repositoryUri')
  registry=${registry%%/*}
  builder=$(scripts/image-builder)
  say "Building the images for $platform with $builder."
  case $(uname -m)/$1 in
    x86_64/x86_64 | aarch64/arm64 | arm64/arm64) ;;
    *) say "This machine has another architecture and emulates that one, which is slow. The" \
      "variable architecture sets what the functions run on." ;;
  esac
  IMAGE_PREFIX="$registry/$ENVIRONMENT/" IMAGE_TAG="$2" \
    IMAGE_OPTIONS="--platform $platform ${IMAGE_OPTIONS:-}" scripts/build-images >&2
  # A failed logout is harmless; without `:` the shell would exit with its status.
  trap '"$builder" logout "$registry" >/dev/null 2>&1 || :' EXIT
  aws_command ecr get-login-password |
    "$builder" login --username AWS --password-stdin "$registry" >&2
  for function in ingest-players leaderboard-api; do
    digest=$(pushed_digest "$function" "$2")
    [ -n "$digest" ] || "$builder" push "$registry/$ENVIRONMENT/$function:$2" >&2
  done
}
