#!/bin/sh
# Installs with apt what the lab needs and the machine lacks: the programs, not a service of it; keepalived is started by the lab only.
PATH=$PATH:/usr/sbin:/sbin
export PATH
missing=
need() { command -v "$1" > /dev/null 2>&1 || missing="$missing $2"; }
need ip iproute2
need nft nftables
need keepalived keepalived
need ps procps
need ping iputils-ping
need strace strace
need curl curl
need faketime faketime
need prometheus prometheus
need promtool prometheus
need openssl openssl
need snmptrapd snmptrapd
need snmptranslate snmp
need rsyslogd rsyslog
[ -e /usr/lib/*/rsyslog/lmnsd_ossl.so ] || missing="$missing rsyslog-openssl"
/usr/bin/python3 -c "import aiosmtpd" 2> /dev/null || missing="$missing python3-aiosmtpd"
need unshare util-linux
need nsenter util-linux
[ -z "$missing" ] && exit 0
if [ "$(id -u)" -ne 0 ]; then
    echo "lab: these packages are missing and only root can install them:$missing" >&2
    exit 1
fi
echo "lab: installing$missing" >&2
export DEBIAN_FRONTEND=noninteractive
# A package must not start a daemon on this machine: 101 is the answer "not allowed" that Debian's packages ask for.
policy=/usr/sbin/policy-rc.d
made_policy=
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' > "$policy" && chmod 755 "$policy" && made_policy=yes
fi
# shellcheck disable=SC2086
apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing > /dev/null
result=$?
[ -z "$made_policy" ] || rm -f "$policy"
exit $result
