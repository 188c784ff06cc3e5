# shellcheck shell=bash
# Set-up shared by every script of this folder: sourced, never run.
#
#   set_up GROUP...    brings this machine to where the programs run
#
# A GROUP names Debian packages: `base` (always), `window` (a real window), `package` (building
# the one-folder program), `browser` (looking at the node's printed pages). Needs bash >= 5 and
# coreutils, nothing else; speaks on stderr only, so that a script's stdout stays its own. Run again
# it does nothing: what has been done is written in .venv/setup-*, which go with the folder.
#
# Exit codes: 1 a step failed (its output is shown), 2 this machine lacks something we can't install.

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$root/.venv
unset PYTHONHOME PYTHONPATH # another project's modules must not reach ours
[[ ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} == *[Uu][Tt][Ff]* ]] || export LC_ALL=C.UTF-8 # Hangul, and Qt

# What the wheels of requirements.lock and the programs need from the system.
declare -A packages_of=(
    [base]="libzbar0 libglib2.0-0 libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon0
        espeak-ng alsa-utils libusb-1.0-0"
    [window]="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0
        libwayland-cursor0 libwayland-egl1"
    [package]="binutils libpython3.11"
    [browser]="chromium"
)
python_check='import ctypes, ensurepip, sqlite3, ssl, sys; sys.exit(sys.version_info[:2] != (3, 11))'

say() { printf '%s\n' "$*" >&2; }

fail() { # CODE SENTENCE...
    local code=$1
    shift
    say "$@"
    exit "$code"
}

# Runs a command and prints how many seconds it took. Its output is kept, and shown if it fails.
step() { # NAME COMMAND...
    local name=$1 log started
    shift
    log=$(mktemp)
    started=${EPOCHREALTIME/[.,]/}
    if ! "$@" >"$log" 2>&1 </dev/null; then
        cat -- "$log" >&2
        rm -f -- "$log"
        fail 1 "Set-up stopped: $name failed. The lines above are its output."
    fi
    rm -f -- "$log"
    local took_ms=$(((${EPOCHREALTIME/[.,]/} - started) / 1000))
    say "$(printf '%4d.%d s  %s' $((took_ms / 1000)) $((took_ms % 1000 / 100)) "$name")"
}

# Prints the first Python 3.11 that starts and is whole: Debian packs ensurepip apart, and a name
# on PATH can be there without starting.
find_python() {
    local candidate
    for candidate in python3.11 python3 /usr/bin/python3.11; do
        if "$candidate" -c "$python_check" 2>/dev/null; then
            command -v -- "$candidate"
            return
        fi
    done
    return 1
}

# Prints those of the named Debian packages that are not installed. A package can be there for
# several architectures, hence the search for one word among several.
missing_of() {
    local package
    for package in "$@"; do
        [[ " $(dpkg-query -W -f='${db:Status-Status} ' "$package" 2>/dev/null)" == *" installed "* ]] ||
            printf '%s ' "$package"
    done
}

apt_install() { # PACKAGE...
    local -a as_root=()
    [[ $(id -u) == 0 ]] || as_root=(sudo -n)
    "${as_root[@]}" apt-get update -q &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -q -y --no-install-recommends "$@"
}

may_install() { [[ $(id -u) == 0 ]] || sudo -n true 2>/dev/null || ask_for_password; }

# Only a person at a terminal can be asked for a password; sudo then remembers it for the step.
ask_for_password() { [[ -t 0 ]] && command -v sudo >/dev/null && sudo -v; }

debian_packages() { # PACKAGE...
    if ! command -v dpkg-query >/dev/null; then
        say "This is no Debian: if a library is missing, look for the like of: $*"
        return
    fi
    local missing
    missing=$(missing_of "$@")
    [[ $missing ]] || return 0
    may_install || fail 2 "Missing Debian packages: $missing" $'\n'"Install them as root:" \
        "apt-get install $missing"
    # shellcheck disable=SC2086 # one word for each package
    step "Debian packages: ${missing% }" apt_install $missing
}

hash_of() { sha256sum "$@" | sha256sum | cut -d' ' -f1; }

stamped() { [[ -f $venv/setup-$1 && $(<"$venv/setup-$1") == "$2" ]]; }

stamp() { printf '%s\n' "$2" >"$venv/setup-$1"; }

# A virtual environment holds absolute paths: one that was moved, or whose Python went away, is
# made anew.
make_venv() { # PYTHON
    stamped place "$root" && "$venv/bin/python" -c '' 2>/dev/null && return
    step "Python environment in .venv" "$1" -m venv --clear "$venv"
    stamp place "$root"
}

pip_install() {
    "$venv/bin/python" -m pip install --disable-pip-version-check --no-input --progress-bar off "$@"
}

install_libraries() {
    local want
    want=$(hash_of "$root/requirements.lock")
    stamped libraries "$want" && return
    step "Python libraries of requirements.lock" \
        pip_install --require-hashes --only-binary :all: -r "$root/requirements.lock"
    stamp libraries "$want"
}

# Installed in place: edits count at once. The list of our packages is part of what is installed.
install_project() {
    local want
    want=$(hash_of "$root/pyproject.toml" <(cd "$root" && printf '%s\n' */__init__.py))
    stamped project "$want" && return
    step "the kiosk itself" pip_install --no-deps --no-build-isolation --editable "$root"
    stamp project "$want"
}

# Prints the Python to build on, installing Debian's if there is none.
python_of_machine() {
    find_python && return
    debian_packages python3.11 python3.11-venv
    find_python || fail 2 "Python 3.11 with ensurepip, sqlite3 and ssl is needed and was not found."
}

set_up() { # GROUP...
    local group python packages=
    for group in "$@"; do
        packages+=" ${packages_of[$group]}"
    done
    # One set-up at a time: two terminals may start scripts at the same moment.
    exec {setup_lock}<"$root/scripts"
    flock -n "$setup_lock" || { say "Waiting for another set-up to end." && flock "$setup_lock"; }
    # shellcheck disable=SC2086 # one word for each package
    debian_packages $packages
    python=$(python_of_machine)
    make_venv "$python"
    install_libraries
    install_project
    exec {setup_lock}<&- # a program started next must not keep others waiting
}
