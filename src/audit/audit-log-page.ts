/** docs/audit-log.md, from the events and their texts. */
import { AUDIT_EVENT_TEXTS } from './audit-event-texts';

export function auditLogPage(): string {
  const events = Object.entries(AUDIT_EVENT_TEXTS)
    .map(([type, { when, fields }]) => {
      const rows = Object.entries(fields).map(([field, text]) => `| \`${field}\` | ${text} |`);
      return [`### \`${type}\``, '', when, '', '| field of `details` | |', '|---|---|', ...rows].join('\n');
    })
    .join('\n\n');
  return `${INTRODUCTION}\n${events}\n`;
}

const INTRODUCTION = `<!-- Printed from the code by \`npm run emit\`; change src/audit/audit-log-page.ts or audit-event-texts.ts. -->

# The audit log

Who did what, with which token, from where, and was it allowed: every change, every refusal and every use has an entry. A
change and its entry are one transaction; where the entry cannot be written, the change does not happen and the caller is
told. A refusal is recorded in a transaction of its own, before it is answered.

## Reading it

\`auditEntries\` answers a page of the organization's entries, newest first, for who holds \`ReadAuditLog\`. Filters are the
time, type, outcome, actor, target and address; \`nextCursor\` leads to the next page, and entries keep their place while others
arrive. A page has 50 entries by default and 1,000 at most.

\`\`\`bash
curl -s http://localhost:8080/graphql -H "Authorization: Bearer $(cat data/local-admin-token.txt)" -H 'Content-Type: application/json' -d '{"query": "{ auditEntries(filter: {outcome: succeeded}, limit: 5) { entries { time type actor { userName tokenName } targetId details } nextCursor } }"}'
\`\`\`

What belongs to no organization, such as guesses at tokens that do not exist, is answered with \`ofNoOrganization: true\` to who
holds the system permission \`ViewOrganizations\` as well.

## What an entry says

| | |
|---|---|
| \`id\`, \`time\`, \`type\`, \`outcome\` | times are milliseconds since the epoch; the outcome is \`succeeded\` or \`refused\` |
| \`actor\` | who, with names as they were at the time: a user in a session, a token, \`system\` for what the server does by itself, \`anonymous\` without valid credentials |
| \`clientAddress\`, \`userAgent\`, \`requestId\` | from where; the answer's \`x-request-id\` header has the same id |
| \`targetType\`, \`targetId\` | what was touched |
| \`details\` | the event's own fields, see below |
| \`count\`, \`lastTime\` | for counted entries: how often, and when last |
| \`seal\` | its place in the hash chain, and its hash |

Exported, forwarded and sealed, an entry has the shape of LogScale's own audit events, so that searches and dashboards made for
\`humio-audit\` find their fields: \`timestamp\`, \`actor.type\`, \`actor.ip\`, \`actor.organizationId\`, \`actor.tokenId\`, \`actor.tokenName\`,
\`actor.sessionId\`, \`actor.user.id\`, \`actor.user.username\`, and the fields of \`details\` beside them, each where it applies.

No secret, hash or password is ever in an entry.

## Counted entries

Use and refused credentials are counted: one entry stands for a minute of the same token (or none), address, operation and
outcome. The first occurrence is on the disk before it is answered; later ones are added within a second, so that a crash
costs at most a second's increments. From the ten-thousandth combination within a minute on, the rest share one entry for
each type and outcome: a flood cannot fill the disk.

With \`TOLLGATE_AUDIT_USAGE=every\` each use has an entry of its own, on the disk before its answer. In the database those that
were committed together are one row ([decision 17](decisions/0017-uses-in-blocks.md)), some 70 bytes for each where sixty requests are; \`auditEntries\`,
exports and what is forwarded have them one by one. Refused credentials are counted all the same.

Tokens themselves tell \`lastUsedAt\`, \`lastUsedAddress\` and \`useCount\`, and \`tokens(notUsedSince: …)\` finds those that nobody uses;
[their use over time](tokens.md#use-over-time) is counted apart from the log, by the hour and by the address.

## The seal

Within a second an entry that will not change any more is put into the hash chain of its organization, in the order in which
entries were written; a counted one when its minute is over, and what was written after it waits for it. Its hash is SHA-256 over the hash before it (32 bytes) and the
entry in the form of RFC 8785 (UTF-8); the first follows SHA-256 of \`tollgate audit chain \` and the organization's id. With
\`TOLLGATE_AUDIT_USAGE=every\` the uses that were committed together are sealed together ([decision 20](decisions/0020-a-block-is-one-link.md)): they
have one hash, over the text in which the database keeps them, and places of their own. How far
each chain reaches is signed (Ed25519) with \`audit-key.pem\` of the data folder, and kept outside the database as well, in
\`audit-checkpoints.ndjson\`: every ten minutes and when the server stops. Before it is sealed, an entry carries a MAC made with
the same key.

\`\`\`bash
npm run audit:verify
\`\`\`

checks the data folder's database, or the one that \`DATABASE_URL\` names, also while servers run, and names the first entry of each chain that was changed,
removed, added or moved, and an end that was cut off; of uses that were committed together, from which to which it is one of them. It ends with 0, or with 1 where it found a fault. Who holds the database
and the key together can forge both: copy \`audit-checkpoints.ndjson\` to where its owner cannot reach, or forward the log.

## Export

\`GET /api/v1/audit/export\` streams the organization's sealed entries as NDJSON, oldest first, each with its \`seal\`, and the
signed head at the end. \`?after=\` and the \`seal.number\` of the last line goes on from there. Of entries that were sealed together
each has the place of the last as \`seal.last\`, and the last has what their hash is over as \`seal.text\`: what this says is what all of
them say, and verifying holds them against it.

\`\`\`bash
curl -s http://localhost:8080/api/v1/audit/export -H "Authorization: Bearer $(cat data/local-admin-token.txt)" > audit.ndjson
npm run audit:verify -- --key data/audit-key.pub.pem audit.ndjson
\`\`\`

The public key is enough to verify it, on any machine that has Tollgate.

## Forwarding

Sealed entries can be sent on, in order and at least once, surviving restarts of either side:

| setting | |
|---|---|
| \`TOLLGATE_AUDIT_HEC_URL\`, \`TOLLGATE_AUDIT_HEC_TOKEN\` | to the HTTP event collector (\`/api/v1/ingest/hec\`) of a LogScale, with an ingest token of it |
| \`TOLLGATE_AUDIT_FILE\` | to a file; \`TOLLGATE_AUDIT_FILE_MAX_MB\` and \`TOLLGATE_AUDIT_FILES\` say how large it grows and how many are kept |
| \`TOLLGATE_AUDIT_STDOUT=true\` | to the standard output, as \`{"auditEntry": …}\` |

An entry may arrive twice where the other side took it and could not say so; its \`id\` tells.

## Retention

With \`TOLLGATE_AUDIT_RETENTION_DAYS\` entries that are older are deleted: sealed ones only, from the oldest, and not before they
were forwarded. A signed statement takes their place, from which the rest still verifies.

## Events
`;
