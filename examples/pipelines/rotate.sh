#!/usr/bin/env bash
# Rotates a token in stack config. Run it in the project's folder, with the new token in NEW_TOKEN:
#   ./rotate.sh [config key of the token]
# Then commit Pulumi.<stack>.yaml, and revoke the old token in LaunchDarkly.
set -euo pipefail
key=${1:-launchdarkly:accessToken}
seen=$(mktemp)
trap 'rm -f "$seen"' EXIT

# The token must be the only change.
pulumi preview --expect-no-changes --non-interactive
printf '%s' "$NEW_TOKEN" | pulumi config set --secret "$key"
# Reads every group and association with the new token. Changes nothing.
pulumi refresh --preview-only --run-program --non-interactive --color never | tee "$seen"
if grep -Eq '^ *- .*launchdarkly(-insights:index)?:[A-Za-z]+ ' "$seen"; then
  echo "Not rotated: the new token does not find the resources marked with - above. It may belong to another account, or its role may hide them. If they were deleted, repair that first. Keep the old token, and restore Pulumi.<stack>.yaml." >&2
  exit 1
fi
# Refresh and destroy use the token in state, and only an up stores it there.
pulumi up --yes --skip-preview --non-interactive
