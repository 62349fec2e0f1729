/** What was measured, for people: a table on the terminal, the same in Markdown, and all of it as JSON. */
import { cpus } from 'node:os';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT, taskset } from './harness/child';
import type { Line } from './row';
import { median, ratios, type Series } from './statistics';

const HEAD = ['what', 'Tollgate', 'against', 'reference', 'ratio', 'target', 'reached'];
const PEERS = ['better-auth', '@better-auth/api-key', 'fast-jwt', 'oidc-provider'];
const SHARED = ['@apollo/server', '@as-integrations/fastify', 'fastify', 'graphql', 'better-sqlite3', 'pg'];

/** Null where there is nothing to be reached. */
export function isReached({ target, figure, reference }: Line): boolean | null {
  if (target === null) return null;
  const value =
    target.of === 'figure' || reference === null ? median(figure.values) : median(ratios(figure, reference));
  return target.at === 'least' ? value >= target.value : value <= target.value;
}

function number(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 0.01 ? 2 : 5;
  return value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function spread(values: readonly number[], unit: string): string {
  const middle = `${number(median(values))}${unit}`;
  return values.length < 2
    ? middle
    : `${middle} (${number(Math.min(...values))}–${number(Math.max(...values))})`;
}

const unitOf = ({ unit }: Series) => (unit.startsWith('/') ? unit : ` ${unit}`);

function cells(line: Line): string[] {
  const { what, figure, against, reference, target } = line;
  const reached = isReached(line);
  const unit = target?.of === 'ratio' ? '×' : unitOf(figure);
  return [
    what,
    spread(figure.values, unitOf(figure)),
    against ?? '',
    reference === null ? '' : spread(reference.values, unitOf(reference)),
    reference === null ? '' : spread(ratios(figure, reference), '×'),
    target === null ? '' : `${target.at === 'least' ? '≥' : '≤'} ${String(target.value)}${unit}`,
    reached === null ? '' : reached ? 'yes' : 'NO',
  ];
}

export function table(lines: readonly Line[]): string {
  const rows = [HEAD, ...lines.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function markdown(lines: readonly Line[]): string {
  const row = (of: readonly string[]) => `| ${of.join(' | ')} |`;
  return [row(HEAD), row(HEAD.map(() => '---')), ...lines.map((line) => row(cells(line)))].join('\n');
}

/** What it was measured on, and with what. */
export function conditions(): string[] {
  const processors = cpus();
  return [
    `${processors.length} cores (${processors[0]?.model.trim() ?? 'unknown'}), Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`,
    taskset
      ? 'what is measured on core 0, the load generator on core 1; PostgreSQL on both'
      : 'not pinned to cores, since this machine has no taskset or one core alone',
    [...PEERS, ...SHARED].map((name) => `${name} ${versionOf(name)}`).join(', '),
  ];
}

function versionOf(name: string): string {
  const folder = PEERS.includes(name) ? 'bench/node_modules' : 'node_modules';
  const file = path.join(PROJECT, folder, name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
