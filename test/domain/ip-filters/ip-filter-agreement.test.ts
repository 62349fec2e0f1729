/**
 * The matcher against a second implementation that shares nothing with it: rules are generated as structure,
 * printed to text for the product, and judged here on the structure, with BigInt arithmetic and the four
 * sentences of the rule taken literally. Node's own BlockList judges the blocks a third time.
 */
import { BlockList } from 'node:net';
import fc from 'fast-check';
import { parseIpAddress } from '../../../src/ip-filters/ip-address';
import { decide } from '../../../src/ip-filters/ip-filter-matcher';
import { parseIpFilter } from '../../../src/ip-filters/ip-filter-parser';

interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}
interface Block extends Address {
  readonly length: number;
}
interface Rule {
  readonly effect: 'allow' | 'deny';
  readonly target: Block | 'all';
  /** Picks among the ways to write the same rule. */
  readonly spelling: number;
}

const seed = Number(process.env['FC_SEED'] ?? Date.now());
const WIDTH = { 4: 32n, 6: 128n } as const;
const V4_MAPPED = 0xffff_0000_0000n;

function isMapped({ family, value }: Address): boolean {
  return family === 6 && value >> 32n === 0xffffn;
}

// Bases huddle together so that blocks nest and meet; lengths lean to where words and families end.
const v4Block: fc.Arbitrary<Block> = fc.record({
  family: fc.constant(4 as const),
  value: fc.oneof(
    fc
      .tuple(
        fc.constantFrom(0n, 0x0a000000n, 0x7fffff00n, 0x80000000n, 0xc0a80000n, 0xffffff00n),
        fc.nat(255),
      )
      .map(([base, low]) => base + BigInt(low)),
    fc.bigInt({ min: 0n, max: 0xffff_ffffn }),
  ),
  length: fc.oneof(fc.constantFrom(0, 1, 8, 24, 30, 31, 32), fc.integer({ min: 0, max: 32 })),
});
const v6Block: fc.Arbitrary<Block> = fc
  .record({
    family: fc.constant(6 as const),
    value: fc.oneof(
      fc
        .tuple(
          fc.constantFrom(
            0n,
            0x20010db8n << 96n,
            0x20010db880000000n << 64n,
            0xfe80n << 112n,
            (1n << 128n) - 256n,
          ),
          fc.constantFrom(0n, 32n, 64n, 96n),
          fc.nat(255),
        )
        .map(([base, shift, low]) => base | (BigInt(low) << shift)),
      fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }),
    ),
    length: fc.oneof(
      fc.constantFrom(0, 1, 31, 32, 33, 63, 64, 65, 95, 96, 97, 127, 128),
      fc.integer({ min: 0, max: 128 }),
    ),
  })
  .filter((block) => !isMapped(block));
const rule: fc.Arbitrary<Rule> = fc.record({
  effect: fc.constantFrom('allow' as const, 'deny' as const),
  target: fc.oneof(
    { weight: 5, arbitrary: v4Block },
    { weight: 5, arbitrary: v6Block },
    { weight: 1, arbitrary: fc.constant('all' as const) },
  ),
  spelling: fc.nat(4095),
});

/** The addresses where an error would show: the block's ends and what lies just beyond them. */
function addressesAround({ family, value, length }: Block): Address[] {
  const hostBits = WIDTH[family] - BigInt(length);
  const base = (value >> hostBits) << hostBits;
  const last = base + (1n << hostBits) - 1n;
  const flipped = value ^ (1n << (hostBits === WIDTH[family] ? hostBits - 1n : hostBits));
  return [base - 1n, base, base + 1n, value, flipped, last - 1n, last, last + 1n]
    .filter((candidate) => candidate >= 0n && candidate < 1n << WIDTH[family])
    .map((candidate) => ({ family, value: candidate }));
}

function groupsOf(value: bigint): string[] {
  return Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
}

function dotted(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.');
}

function printAddress({ family, value }: Address, spelling: number): string {
  if (family === 4) {
    if (spelling % 4 === 0) return `::ffff:${dotted(value)}`;
    if (spelling % 4 === 1)
      return groupsOf(V4_MAPPED | value)
        .join(':')
        .toUpperCase();
    return dotted(value);
  }
  const groups = groupsOf(value);
  const trailing = groups.findLastIndex((group) => group !== '0') + 1;
  if (spelling % 4 === 0 && trailing < 8) return `${groups.slice(0, trailing).join(':')}::`;
  const leading = groups.findIndex((group) => group !== '0');
  if (spelling % 4 === 1 && leading > 0) return `::${groups.slice(leading).join(':')}`;
  if (spelling % 4 === 2) return `${groups.slice(0, 6).join(':')}:${dotted(value & 0xffff_ffffn)}`;
  return groups
    .map((group) => group.padStart(4, '0'))
    .join(':')
    .toUpperCase();
}

function printRule({ effect, target, spelling }: Rule): string {
  const keyword = spelling & 16 ? effect.toUpperCase() : effect;
  if (target === 'all') return `${keyword} ${spelling & 32 ? 'ALL' : 'all'}`;
  const text = printAddress(target, spelling);
  if (BigInt(target.length) === WIDTH[target.family] && spelling & 64) return `${keyword} ${text}`;
  return `${keyword} ${text}/${target.family === 4 && text.includes(':') ? target.length + 96 : target.length}`;
}

const SEPARATORS = ['\n', '\r\n', '\r', ';', ' ;\t', '; # a comment; deny all\n', '\n\n', '\t#\r\n'];

/** The text of a filter and the line that each of its rules came to stand on. */
function printFilter(rules: readonly Rule[]): { text: string; lines: number[] } {
  let text = '';
  let line = 1;
  const lines: number[] = [];
  for (const each of rules) {
    const separator = SEPARATORS[(each.spelling >> 8) % SEPARATORS.length] ?? '';
    lines.push(line);
    text += printRule(each) + separator;
    line += (separator.match(/\r\n|\r|\n/g) ?? []).length;
  }
  return { text, lines };
}

function isIn(address: Address, target: Block | 'all'): boolean {
  if (target === 'all') return true;
  if (target.family !== address.family) return false;
  const hostBits = WIDTH[target.family] - BigInt(target.length);
  return address.value >> hostBits === target.value >> hostBits;
}

/** The four sentences, one a statement; the index is that of the deciding rule, or -1. */
function judge(rules: readonly Rule[], address: Address): { allowed: boolean; index: number } {
  const denying = rules.findIndex(
    (each) => each.effect === 'deny' && each.target !== 'all' && isIn(address, each.target),
  );
  if (denying !== -1) return { allowed: false, index: denying };
  const allowing = rules.findIndex((each) => each.effect === 'allow' && isIn(address, each.target));
  if (allowing !== -1) return { allowed: true, index: allowing };
  const denyAll = rules.findIndex((each) => each.effect === 'deny' && each.target === 'all');
  if (denyAll !== -1) return { allowed: false, index: denyAll };
  return { allowed: !rules.some((each) => each.effect === 'allow'), index: -1 };
}

function parsed(address: Address, spelling: number) {
  const text = printAddress(address, spelling);
  const result = parseIpAddress(text);
  if (result === undefined) throw new Error(`${text} was not read as an address`);
  return result;
}

describe('the matcher', () => {
  test('agrees with a naive evaluation in BigInt on 100,000 cases', () => {
    let compared = 0;
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 14 }),
        fc.array(v4Block),
        fc.array(v6Block),
        (rules, v4, v6) => {
          const { text, lines } = printFilter(rules);
          const filter = parseIpFilter(text);
          const blocks = rules.flatMap(({ target }) => (target === 'all' ? [] : target));
          const addresses = [...blocks.flatMap(addressesAround), ...v4, ...v6].filter(
            (each) => !isMapped(each),
          );
          addresses.forEach((address, at) => {
            const expected = judge(rules, address);
            const decision = decide(filter, parsed(address, at));
            const line = decision.decidedBy.kind === 'rule' ? decision.decidedBy.line : undefined;
            // Plain comparison: 100,000 calls of expect would take longer than all the rest.
            if (decision.allowed !== expected.allowed || line !== lines[expected.index]) {
              throw new Error(
                `${JSON.stringify(text)} about ${printAddress(address, at)}: ${JSON.stringify(decision)}`,
              );
            }
            compared++;
            if (decision.allowed) accepted++;
          });
        },
      ),
      { seed, numRuns: 2_500 },
    );
    expect(compared).toBeGreaterThanOrEqual(100_000);
    // The generator is of use only while both answers are common.
    expect(accepted / compared).toBeGreaterThan(0.1);
    expect(accepted / compared).toBeLessThan(0.9);
  });

  test('covers with each block what node:net’s BlockList covers', () => {
    fc.assert(
      fc.property(fc.oneof(v4Block, v6Block), fc.nat(4095), (block, spelling) => {
        const filter = parseIpFilter(printRule({ effect: 'allow', target: block, spelling }));
        const list = new BlockList();
        list.addSubnet(printAddress(block, 3), block.length, `ipv${block.family}`);
        for (const address of addressesAround(block)) {
          if (isMapped(address)) continue;
          expect(decide(filter, parsed(address, spelling)).allowed).toBe(
            list.check(printAddress(address, 3), `ipv${address.family}`),
          );
        }
      }),
      { seed, numRuns: 1_000 },
    );
  });
});
