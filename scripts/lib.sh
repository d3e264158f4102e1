# shellcheck shell=bash
# What every script shares: the environment cargo runs in, messages, timed steps.
# To be sourced; it changes into the root of the checkout.

MSEZ_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$MSEZ_ROOT"

# --- messages -------------------------------------------------------------------------------------

say() { printf '\n== %s\n' "$*"; }
note() { printf '   %s\n' "$*"; }
die() {
    printf '\nerror: %s\n' "$*" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# --- environment ----------------------------------------------------------------------------------

export MSEZ_CACHE=${MSEZ_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/msez}
# Outside of the checkout, so that fresh clones and worktrees share what takes half an hour to compile.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$MSEZ_CACHE/target}
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-auto}
# rustup's cargo, also where the shell has not been set up for it.
case ":$PATH:" in
    *":${CARGO_HOME:-$HOME/.cargo}/bin:"*) ;;
    *) export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH" ;;
esac

# Members are compiled by clippy's driver, which is rustc with lints: one compilation gives the lints and the
# binaries, and every script shares its results (docs/decisions/0004-one-profile-and-clippy-as-driver.md).
export RUSTC_WORKSPACE_WRAPPER=clippy-driver
export CLIPPY_ARGS='-Dwarnings__CLIPPY_HACKERY__'

if [ -n "${RUSTFLAGS:-}" ]; then
    note "RUSTFLAGS is set: every dependency is compiled for these flags once more"
fi

# The version of the Rust toolchain the project is pinned to.
pinned_rust() { sed -n 's/^channel *= *"\(.*\)"/\1/p' rust-toolchain.toml; }

# Where a toolchain of exactly the pinned version is installed under another name, use it by that name.
# (With RUSTUP_AUTO_INSTALL=0, or without a network, rustup would refuse the pinned name.)
use_installed_toolchain() {
    local version name
    version=$(pinned_rust)
    rustup run "$version" rustc --version >/dev/null 2>&1 && return 0
    for name in $(rustup toolchain list 2>/dev/null | awk '{print $1}'); do
        if [ "$(rustup run "$name" rustc --version 2>/dev/null | awk '{print $2}')" = "$version" ]; then
            export RUSTUP_TOOLCHAIN=$name
            return 0
        fi
    done
    return 1
}
if have rustup; then use_installed_toolchain || true; fi

# Always the whole workspace: cargo unifies features over what is selected, and another selection would
# compile hundreds of dependencies a second time.
build_workspace() { cargo build --release --workspace --locked "$@"; }

msez_node() { printf '%s/release/msez-node' "$CARGO_TARGET_DIR"; }
msez_cli() { printf '%s/release/msez' "$CARGO_TARGET_DIR"; }

# --- timed steps ----------------------------------------------------------------------------------

STEP_NAMES=()
STEP_SECONDS=()
STEP_RESULTS=()

# step <name> <command…>: runs the command, keeps its time; a failure ends the script after the summary.
step() {
    local name=$1 started=$SECONDS code=0
    shift
    say "$name"
    # Not in a condition: `set -e` must hold inside of functions given as command.
    set +e
    (
        set -e
        "$@"
    )
    code=$?
    set -e
    STEP_NAMES+=("$name")
    STEP_SECONDS+=($((SECONDS - started)))
    if [ "$code" -ne 0 ]; then
        STEP_RESULTS+=("FAILED ($code)")
        summary
        exit "$code"
    fi
    STEP_RESULTS+=("ok")
}

# alongside <command…>: starts it and keeps its output. `join`, in the same shell, waits for it, prints the output and
# fails if it failed.
alongside() {
    ALONGSIDE_LOG=$(mktemp)
    "$@" >"$ALONGSIDE_LOG" 2>&1 &
    ALONGSIDE=$!
}
join() {
    local code=0
    wait "$ALONGSIDE" || code=$?
    cat "$ALONGSIDE_LOG"
    rm "$ALONGSIDE_LOG"
    return "$code"
}

summary() {
    local i
    say "Summary"
    for i in "${!STEP_NAMES[@]}"; do
        printf '   %-60s %6d s   %s\n' "${STEP_NAMES[$i]}" "${STEP_SECONDS[$i]}" "${STEP_RESULTS[$i]}"
    done
    printf '   %-60s %6d s\n' "total" "$SECONDS"
}

# wait_for <seconds> <what> <command…>: tries once a second.
wait_for() {
    local limit=$1 what=$2 waited=0
    shift 2
    until "$@"; do
        waited=$((waited + 1))
        [ "$waited" -lt "$limit" ] || die "$what: not within $limit s"
        sleep 1
    done
}

# rpc <port> <method> [<params as JSON>]: one JSON-RPC call to a node on loopback.
rpc() {
    curl --silent --fail --max-time 5 --header 'content-type: application/json' \
        --data "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$2\",\"params\":${3:-[]}}" "http://127.0.0.1:$1"
}

# stop_process <pid>: asks, waits, then insists.
stop_process() {
    local pid=$1 waited=0
    kill -TERM "$pid" 2>/dev/null || return 0
    while kill -0 "$pid" 2>/dev/null; do
        waited=$((waited + 1))
        if [ "$waited" -ge 20 ]; then
            kill -KILL "$pid" 2>/dev/null || true
            break
        fi
        sleep 1
    done
}
