#!/usr/bin/env bash
# Rotation of a token that is in stack config. In the project's folder, with the new token in NEW_TOKEN:
#   ./rotate.sh [the token's key in config]
# Then commit Pulumi.<stack>.yaml, and revoke the old token in LaunchDarkly.
set -euo pipefail
key=${1:-launchdarkly:accessToken}

# Nothing but the token may change.
pulumi preview --expect-no-changes --non-interactive
printf '%s' "$NEW_TOKEN" | pulumi config set --secret "$key"
# Refresh and destroy take the token from the state, and only an up writes it there.
pulumi up --yes --skip-preview --non-interactive
# The new token reads every group. This changes nothing.
pulumi refresh --preview-only --non-interactive
