/**
 * Reads the text of an IP filter: the rule language of LogScale (pages security-ipfilters-rules and
 * configuration-ip-filter), strictly, because a rule that is silently misread lets somebody in.
 *
 * Rules are separated by line breaks or `;`. Each is `allow` or `deny`, then `all`, an address or a CIDR
 * block. Blank rules are skipped, and `#` starts a comment that lasts to the end of the line.
 */
import { badInput } from '../kernel/domain-error';
import { parseIpBlock } from './ip-block';
import { compileIpFilter, type IpFilter, type IpFilterRule } from './ip-filter-matcher';

/** The longest text, in bytes of UTF-8. */
export const IP_FILTER_MAX_BYTES = 65_536;

export const IP_FILTER_MAX_RULES = 1_000;

/** How many faults are told at once: enough to mend, and no answer of megabytes for a text of NULs. */
export const IP_FILTER_MAX_FAULTS = 100;

/** How much of an offending word is repeated back, in characters. */
const QUOTED_LENGTH = 60;

const LINE_BREAK = /\r\n|\r|\n/;

/** Blanks are spaces and tabs; any other white space is part of a word, and so is refused with it. */
const BLANKS = /[ \t]+/;

/**
 * Control characters, which hide or end what a reader sees; the line and paragraph separators, which show a
 * comment's remainder as a rule of its own; and half surrogates, which cannot be stored as they came.
 */
const FORBIDDEN_CHARACTER = /(?![\t\r\n])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * Compiles the text of an IP filter. The text itself is the caller's to keep, byte for byte.
 *
 * `allow`, `deny` and `all` are read in any case. What an address or block may look like is said at
 * {@link parseIpBlock}; what the rules mean, in `ip-filter-matcher`.
 *
 * @throws DomainError BAD_USER_INPUT naming the line (from 1), the offending word and what was expected: for
 * a rule that is none, a character that may not occur, a text without any rule, or one over
 * {@link IP_FILTER_MAX_BYTES} or {@link IP_FILTER_MAX_RULES}.
 */
export function parseIpFilter(text: string): IpFilter {
  const rules: IpFilterRule[] = [];
  for (const reading of readingsOf(text)) {
    if ('message' in reading) throw badInput(reading.message);
    rules.push(reading);
  }
  return compileIpFilter(rules);
}

/** What is wrong with a filter's text, for who is still writing it. */
export interface IpFilterFault {
  /** Counted from 1; the first where the text as a whole is at fault. */
  readonly line: number;
  /** As {@link parseIpFilter} would say it, were it the first. */
  readonly message: string;
}

export interface IpFilterCheck {
  /** How many rules could be read. */
  readonly rules: number;
  /** By line, {@link IP_FILTER_MAX_FAULTS} at most; none if and only if the text is a filter. */
  readonly faults: readonly IpFilterFault[];
}

/** Finds every fault of a text, where parseIpFilter stops at the first. Never throws. */
export function checkIpFilter(text: string): IpFilterCheck {
  const faults: IpFilterFault[] = [];
  let rules = 0;
  for (const reading of readingsOf(text)) {
    if ('message' in reading) faults.push(reading);
    else rules += 1;
    if (faults.length === IP_FILTER_MAX_FAULTS) break;
  }
  return { rules, faults };
}

/** The rules and faults of a text, in its order. */
function* readingsOf(text: string): Generator<IpFilterRule | IpFilterFault> {
  if (Buffer.byteLength(text, 'utf8') > IP_FILTER_MAX_BYTES) {
    const message = `The IP filter is too long; expected at most ${IP_FILTER_MAX_BYTES} bytes of UTF-8.`;
    yield { line: 1, message };
    return;
  }

  let count = 0;
  let isFaulty = false;
  for (const [index, lineText] of text.split(LINE_BREAK).entries()) {
    const line = index + 1;
    // Comments too: a NUL or a separator there misleads the reader all the same.
    const forbidden = FORBIDDEN_CHARACTER.exec(lineText);
    if (forbidden) {
      isFaulty = true;
      yield unexpected(line, forbidden[0], 'no control character other than tab, CR and LF');
      // Where its rules end is what such a character misleads about.
      continue;
    }

    for (const ruleText of withoutComment(lineText).split(';')) {
      const words = ruleText.split(BLANKS).filter((word) => word !== '');
      if (words.length === 0) continue;
      if (count === IP_FILTER_MAX_RULES) {
        yield unexpected(line, words.join(' '), `at most ${IP_FILTER_MAX_RULES} rules in a filter`);
        return;
      }
      count += 1;
      yield readRule(words, line);
    }
  }

  if (count === 0 && !isFaulty)
    yield { line: 1, message: 'The IP filter is empty; expected at least one rule.' };
}

function withoutComment(line: string): string {
  const start = line.indexOf('#');
  return start === -1 ? line : line.slice(0, start);
}

function readRule(words: readonly string[], line: number): IpFilterRule | IpFilterFault {
  const [keyword = '', operand, surplus] = words;
  const effect = keyword.toLowerCase();
  if (effect !== 'allow' && effect !== 'deny') return unexpected(line, keyword, '"allow" or "deny"');
  if (operand === undefined) return unexpected(line, keyword, `"all", an address or a CIDR block after it`);
  if (surplus !== undefined) {
    return unexpected(line, surplus, `a rule of two words, ended by a line break or ";"`);
  }

  const text = `${keyword} ${operand}`;
  if (operand.toLowerCase() === 'all') return { effect, target: 'all', line, text };
  const parsed = parseIpBlock(operand);
  if ('expected' in parsed) return unexpected(line, operand, `${parsed.expected}, or "all"`);
  return { effect, target: parsed.block, line, text };
}

function unexpected(line: number, word: string, expected: string): IpFilterFault {
  return {
    line,
    message: `IP filter, line ${line}: unexpected "${printable(word)}"; expected ${expected}.`,
  };
}

/** Spells out all but printable ASCII: the word may hold what a terminal or a reader's eye does not show. */
function printable(word: string): string {
  const spelled = word
    .slice(0, QUOTED_LENGTH)
    .replace(/[^\x20-\x7e]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
  return word.length > QUOTED_LENGTH ? `${spelled}…` : spelled;
}
