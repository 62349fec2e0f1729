/** Reads a server's metrics as Prometheus would. */
import type { TestServer } from '../support/server';

/** Where the server serves its metrics, by what it has logged. */
export function metricsUrlOf(server: TestServer): string {
  const found = /"metrics":"([^"]+)"/.exec(server.log);
  if (found === null) throw new Error('The server has not said where its metrics are.');
  return found[1]!;
}

export class Scrape {
  private constructor(readonly text: string) {}

  static async of(server: TestServer): Promise<Scrape> {
    const answer = await fetch(metricsUrlOf(server));
    if (answer.status !== 200) throw new Error(`The metrics are answered with ${answer.status}.`);
    return new Scrape(await answer.text());
  }

  /** The series of a metric, such as `name{label="value"}`, with their values. */
  series(name: string): Record<string, number> {
    const lines = this.text.split('\n').filter((line) => new RegExp(`^${name}[{ ]`).test(line));
    return Object.fromEntries(
      lines.map((line) => {
        const end = line.lastIndexOf(' ');
        return [line.slice(0, end), parse(line.slice(end + 1))];
      }),
    );
  }

  /** One series; undefined where there is none. */
  value(series: string): number | undefined {
    return this.series(series.split('{')[0]!)[series];
  }

  /** The values that a label has, over all metrics of ours. */
  values(label: string): string[] {
    const found = this.text.matchAll(new RegExp(`^tollgate_[^ ]*[{,]${label}="([^"]*)"`, 'gm'));
    return [...new Set([...found].map((match) => match[1]!))].sort();
  }

  /** The names of our metrics. */
  get names(): string[] {
    return [...this.text.matchAll(/^# TYPE (tollgate_\w+)/gm)].map((match) => match[1]!).sort();
  }

  get seriesCount(): number {
    return this.text.split('\n').filter((line) => line.startsWith('tollgate_')).length;
  }
}

function parse(value: string): number {
  return value === '+Inf' ? Infinity : Number(value);
}
