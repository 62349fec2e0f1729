/** Debian's Caddy in front of a server. It keeps to its folder: no certificates, no administration, no other ports. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeWith, ProxyProgram, type Command, type Place } from './proxy-program';

const CADDY = '/usr/bin/caddy';

const GLOBAL_OPTIONS = `{
	admin off
	auto_https off
}
`;

export const describeWithCaddy = describeWith(CADDY);

export type Caddy = ProxyProgram;

export const Caddy = {
  /** @param sites a Caddyfile's site blocks; told the addresses of one of them. */
  serving(sites: (addresses: string) => string): Promise<ProxyProgram> {
    return ProxyProgram.start((place) => commandFor(sites, place));
  },
};

function commandFor(sites: (addresses: string) => string, { directory, addresses }: Place): Command {
  const home = path.join(directory, 'home');
  mkdirSync(home);
  const configuration = path.join(directory, 'Caddyfile');
  const listen = addresses.map((address) => `http://${address}`).join(', ');
  writeFileSync(configuration, GLOBAL_OPTIONS + sites(listen));
  return {
    program: CADDY,
    args: ['run', '--config', configuration, '--adapter', 'caddyfile'],
    environment: { HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home },
  };
}
