# Sourced by bin/test: the programs that the tests use and that no Python package carries.

# program:package. The programs are run privately by the tests; no service of the system is ever started.
NEEDED="rabbitmq-server:rabbitmq-server chromium:chromium nginx:nginx-light dovecot:dovecot-core
/usr/lib/dovecot/imap:dovecot-imapd /usr/lib/dovecot/lmtp:dovecot-lmtpd docker-compose:docker-compose
postfix:postfix /usr/lib/postgresql/*/bin/postgres:postgresql
/usr/lib/*/libpango-1.0.so.0:libpango-1.0-0 /usr/lib/*/libpangoft2-1.0.so.0:libpangoft2-1.0-0
/usr/lib/*/libharfbuzz-subset.so.0:libharfbuzz-subset0"
FONTS="fonts-noto-core fonts-noto-cjk"

has_program() {
    PATH="$PATH:/usr/sbin:/sbin" command -v "$1" >/dev/null 2>&1 || ls $1 >/dev/null 2>&1
}

missing_packages() {
    for pair in $NEEDED; do
        has_program "${pair%%:*}" || printf '%s ' "${pair##*:}"
    done
    [ -d /usr/share/fonts/truetype/noto ] && [ -d /usr/share/fonts/opentype/noto ] || printf '%s ' "$FONTS"
}

# Debian starts what it installs unless this file says no.
without_starting_services() {
    if [ -e /usr/sbin/policy-rc.d ]; then
        "$@"
        return
    fi
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
    "$@" && installed=0 || installed=$?
    rm -f /usr/sbin/policy-rc.d
    return $installed
}

install_packages() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q && apt-get install -q -y --no-install-recommends "$@"
}

need_debian_packages() {
    missing=$(missing_packages)
    [ -z "$missing" ] && return
    if [ "$(id -u)" != 0 ]; then
        fail "the tests need more Debian packages. Run 'apt-get install --no-install-recommends $missing' as root."
    fi
    step "Installing Debian packages: $missing"
    # shellcheck disable=SC2086  a list of packages
    without_starting_services install_packages $missing >var/log/apt.log 2>&1 ||
        fail "the Debian packages could not be installed. Details in var/log/apt.log."
}
