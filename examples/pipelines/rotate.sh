#!/usr/bin/env bash
# Rotation of a token that is in stack config. In the project's folder, with the new token in NEW_TOKEN:
#   ./rotate.sh [the token's key in config]
# Then commit Pulumi.<stack>.yaml, and revoke the old token in LaunchDarkly.
set -euo pipefail
key=${1:-launchdarkly:accessToken}
seen=$(mktemp)
trap 'rm -f "$seen"' EXIT

# Nothing but the token may change.
pulumi preview --expect-no-changes --non-interactive
printf '%s' "$NEW_TOKEN" | pulumi config set --secret "$key"
# The new token reads every group. This changes nothing.
pulumi refresh --preview-only --run-program --non-interactive --color never | tee "$seen"
if grep -q '^ *- .*launchdarkly:InsightGroup ' "$seen"; then
  echo "Not rotated: the new token does not find the groups marked with - above. Is it of another account, or of a role that hides them? If they were deleted, repair that first. Keep the old token, and restore Pulumi.<stack>.yaml." >&2
  exit 1
fi
# Refresh and destroy take the token from the state, and only an up writes it there.
pulumi up --yes --skip-preview --non-interactive
