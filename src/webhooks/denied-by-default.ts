/**
 * Where webhooks are not sent to unless a setting says otherwise: the ranges that RFC 5735 (IPv4) and
 * RFC 5156 (IPv6) reserve, as LogScale denies them to its actions, and those reserved since that lead to
 * the same places. A mapped IPv4 address is the IPv4 address, so that it needs no rule of its own.
 */
export const DENIED_BY_DEFAULT = `
deny 0.0.0.0/8          # this network
deny 10.0.0.0/8         # private
deny 100.64.0.0/10      # shared by carriers (RFC 6598)
deny 127.0.0.0/8        # this machine
deny 169.254.0.0/16     # link-local, metadata of clouds among it
deny 172.16.0.0/12      # private
deny 192.0.0.0/24       # protocol assignments
deny 192.0.2.0/24       # documentation
deny 192.88.99.0/24     # 6to4 relays
deny 192.168.0.0/16     # private
deny 198.18.0.0/15      # benchmarks
deny 198.51.100.0/24    # documentation
deny 203.0.113.0/24     # documentation
deny 224.0.0.0/4        # multicast
deny 240.0.0.0/4        # reserved, broadcast
deny ::/96              # unspecified, this machine, IPv4-compatible
deny 64:ff9b::/96       # IPv4 behind a translator (RFC 6052)
deny 64:ff9b:1::/48     # the same, local (RFC 8215)
deny 100::/64           # discard (RFC 6666)
deny 2001::/32          # Teredo
deny 2001:10::/28       # ORCHID
deny 2001:20::/28       # ORCHIDv2 (RFC 7343)
deny 2001:db8::/32      # documentation
deny 2002::/16          # 6to4
deny 3ffe::/16          # 6bone
deny 5f00::/8           # 6bone
deny fc00::/7           # unique local
deny fe80::/10          # link-local
deny fec0::/10          # site-local (RFC 3879)
deny ff00::/8           # multicast
`;
