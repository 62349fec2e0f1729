/** What S3 archiving may be told: names and forms as AWS defines them. Pure. */
import { badInput } from '../kernel/domain-error';

export const S3_ARCHIVING_FORMATS = ['RAW', 'NDJSON'] as const;
export type S3ArchivingFormat = (typeof S3_ARCHIVING_FORMATS)[number];

export interface S3ArchivingInput {
  readonly bucket: string;
  readonly region: string;
  readonly format: S3ArchivingFormat;
  readonly tagOrderInName?: readonly string[] | null | undefined;
  /** Milliseconds since the epoch. */
  readonly startFrom?: number | null | undefined;
  readonly roleArn?: string | null | undefined;
}

export interface S3ArchivingSettings {
  readonly bucket: string;
  readonly region: string;
  readonly format: S3ArchivingFormat;
  readonly tagOrderInName: readonly string[];
  readonly startFrom: number | null;
  readonly roleArn: string | null;
}

const MAX_TAGS = 50;
const MAX_TAG_LENGTH = 256;

/** AWS: “General purpose bucket naming rules”. */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const IPV4_SHAPED = /^\d+\.\d+\.\d+\.\d+$/;
const RESERVED_PREFIXES = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const RESERVED_SUFFIXES = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

/** AWS: the code of a region, such as us-east-1, us-gov-west-1 or cn-north-1. */
const REGION = /^[a-z]{2,4}(-[a-z]{1,16}){1,3}-\d{1,2}$/;

/** AWS: “IAM identifiers”. A path of up to 512 characters, a role name of up to 64. */
const ROLE_ARN = /^arn:aws(?:-[a-z]+)*:iam::\d{12}:role\/(?:[\x21-\x7e]{1,510}\/)?[\w+=,.@-]{1,64}$/;

/** @throws DomainError BAD_USER_INPUT naming the field and the rule. */
export function checkedS3Archiving(input: S3ArchivingInput): S3ArchivingSettings {
  checkBucket(input.bucket);
  if (!REGION.test(input.region))
    throw badInput('region must be the code of an AWS region, such as us-east-1.');
  if (typeof input.roleArn === 'string' && !ROLE_ARN.test(input.roleArn)) {
    throw badInput(
      'roleArn must be the ARN of an IAM role, such as arn:aws:iam::123456789012:role/archiver.',
    );
  }
  return {
    bucket: input.bucket,
    region: input.region,
    format: input.format,
    tagOrderInName: checkedTags(input.tagOrderInName ?? []),
    startFrom: input.startFrom ?? null,
    roleArn: input.roleArn ?? null,
  };
}

function checkBucket(bucket: string): void {
  const fault = !BUCKET.test(bucket)
    ? 'must have 3 to 63 lower-case letters, digits, “.” and “-”, and begin and end with a letter or digit'
    : bucket.includes('..')
      ? 'must not have two “.” in a row'
      : IPV4_SHAPED.test(bucket)
        ? 'must not look like an IPv4 address'
        : RESERVED_PREFIXES.some((prefix) => bucket.startsWith(prefix))
          ? `must not begin with ${RESERVED_PREFIXES.join(', ')}`
          : RESERVED_SUFFIXES.some((suffix) => bucket.endsWith(suffix))
            ? `must not end with ${RESERVED_SUFFIXES.join(', ')}`
            : null;
  if (fault !== null) throw badInput(`bucket ${fault}, as S3 has it.`);
}

function checkedTags(tags: readonly string[]): readonly string[] {
  if (tags.length > MAX_TAGS) throw badInput(`tagOrderInName may name at most ${MAX_TAGS} tags.`);
  const twice = tags.find((tag, i) => tags.indexOf(tag) !== i);
  if (twice !== undefined) throw badInput(`tagOrderInName names “${twice}” twice.`);
  if (tags.some((tag) => tag.trim() === '' || tag.length > MAX_TAG_LENGTH)) {
    throw badInput(`tagOrderInName must hold names of 1 to ${MAX_TAG_LENGTH} characters.`);
  }
  return tags;
}
