import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { AuditEntryEntity } from '../../audit/audit-entry.entity';
import { JSONObjectScalar, LongScalar } from '../scalars';

const AuditOutcome = { succeeded: 'succeeded', refused: 'refused' } as const;
registerEnumType(AuditOutcome, {
  name: 'AuditOutcome',
  description: 'How what an audit entry tells of has ended.',
  valuesConfig: {
    succeeded: { description: 'It was done.' },
    refused: { description: 'It was not allowed, and nothing has changed.' },
  },
});

@ObjectType('AuditActor', { description: 'Who did what an audit entry tells of, named as they were then.' })
export class AuditActorType {
  @Field(() => String, {
    description:
      'user (in a session), personalUserToken, viewPermissionToken, organizationPermissionToken, systemPermissionToken, system (the server by itself) or anonymous (no valid credentials).',
  })
  type!: string;

  @Field(() => String, { nullable: true, description: 'The user’s id.' })
  userId!: string | null;

  @Field(() => String, { nullable: true, description: 'The username.' })
  userName!: string | null;

  @Field(() => String, { nullable: true, description: 'The token’s id.' })
  tokenId!: string | null;

  @Field(() => String, { nullable: true, description: 'The token’s name.' })
  tokenName!: string | null;

  @Field(() => String, { nullable: true, description: 'The session’s id.' })
  sessionId!: string | null;
}

@ObjectType('AuditSeal', { description: 'An entry’s place in the hash chain of its organization.' })
export class AuditSealType {
  @Field(() => LongScalar, { description: 'The place, from 1.' })
  number!: number;

  @Field(() => String, {
    description:
      'SHA-256 over the hash before it and the entry in the form of RFC 8785, in hex. Uses that were committed together have one hash: see docs/audit-log.md.',
  })
  hash!: string;
}

@ObjectType('AuditEntry', { description: 'Something that happened, or was refused.' })
export class AuditEntryType {
  @Field(() => String, { description: 'The entry’s id.' })
  id!: string;

  @Field(() => LongScalar, { description: 'When, in milliseconds since the epoch.' })
  time!: number;

  @Field(() => String, {
    description: 'What: one of the types in docs/audit-log.md, LogScale’s name where it has one.',
  })
  type!: string;

  @Field(() => AuditOutcome, { description: 'Whether it was done or refused.' })
  outcome!: keyof typeof AuditOutcome;

  @Field(() => AuditActorType, { description: 'By whom.' })
  actor!: AuditActorType;

  @Field(() => String, { nullable: true, description: 'From where; null where that could not be known.' })
  clientAddress!: string | null;

  @Field(() => String, { nullable: true, description: 'What the client said that it is.' })
  userAgent!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The request: the answer’s x-request-id header has the same.',
  })
  requestId!: string | null;

  @Field(() => String, { nullable: true, description: 'What kind of thing it touched.' })
  targetType!: string | null;

  @Field(() => String, { nullable: true, description: 'The id of what it touched.' })
  targetId!: string | null;

  @Field(() => JSONObjectScalar, { description: 'The event’s own fields: see docs/audit-log.md.' })
  details!: object;

  @Field(() => LongScalar, {
    description: 'How often it happened within the minute that the entry stands for; 1 for most.',
  })
  count!: number;

  @Field(() => LongScalar, { description: 'When it last happened, in milliseconds since the epoch.' })
  lastTime!: number;

  @Field(() => AuditSealType, {
    nullable: true,
    description: 'Its seal; null for the minute or so before it is sealed.',
  })
  seal!: AuditSealType | null;

  static from(entry: AuditEntryEntity): AuditEntryType {
    const { sealNumber, sealHash } = entry;
    return Object.assign(new AuditEntryType(), entry, {
      actor: {
        type: entry.actorType,
        userId: entry.actorUserId,
        userName: entry.actorUserName,
        tokenId: entry.actorTokenId,
        tokenName: entry.actorTokenName,
        sessionId: entry.actorSessionId,
      },
      details: JSON.parse(entry.details) as object,
      seal: sealNumber === null || sealHash === null ? null : { number: sealNumber, hash: sealHash },
    });
  }
}

@ObjectType('AuditEntriesPage', { description: 'A page of the audit log.' })
export class AuditEntriesPageType {
  @Field(() => [AuditEntryType], { description: 'The entries of the page, newest first.' })
  entries!: AuditEntryType[];

  @Field(() => String, {
    nullable: true,
    description: 'To be given as the cursor of the next page; null after the last.',
  })
  nextCursor!: string | null;
}

@InputType('AuditEntryFilter', { description: 'Only entries that fit all that is given.' })
export class AuditEntryFilterInput {
  @Field(() => LongScalar, {
    nullable: true,
    description: 'From this moment on, in milliseconds since the epoch.',
  })
  from?: number | null;

  @Field(() => LongScalar, {
    nullable: true,
    description: 'Before this moment, in milliseconds since the epoch.',
  })
  to?: number | null;

  @Field(() => String, { nullable: true, description: 'Of this type, such as hashedtokens.change.' })
  type?: string | null;

  @Field(() => AuditOutcome, { nullable: true, description: 'With this outcome.' })
  outcome?: keyof typeof AuditOutcome | null;

  @Field(() => String, { nullable: true, description: 'By the user of this id.' })
  actorUserId?: string | null;

  @Field(() => String, { nullable: true, description: 'By the token of this id.' })
  actorTokenId?: string | null;

  @Field(() => String, { nullable: true, description: 'About the thing of this id, such as a token’s.' })
  targetId?: string | null;

  @Field(() => String, { nullable: true, description: 'From this address.' })
  clientAddress?: string | null;
}
