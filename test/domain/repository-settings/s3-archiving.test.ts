import { DomainError } from '../../../src/kernel/domain-error';
import {
  checkedS3Archiving,
  S3_ARCHIVING_FORMATS,
  type S3ArchivingInput,
} from '../../../src/repository-settings/s3-archiving';

const GOOD: S3ArchivingInput = { bucket: 'log-archive', region: 'eu-central-1', format: 'NDJSON' };

function refusalOf(change: Partial<S3ArchivingInput>): string {
  try {
    checkedS3Archiving({ ...GOOD, ...change });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'BAD_USER_INPUT') return error.message;
    throw error;
  }
  return 'accepted';
}

describe('S3 archiving', () => {
  test('is what was given, with nothing for what was left out', () => {
    expect(checkedS3Archiving(GOOD)).toEqual({ ...GOOD, tagOrderInName: [], startFrom: null, roleArn: null });
    expect(checkedS3Archiving({ ...GOOD, tagOrderInName: null, startFrom: null, roleArn: null })).toEqual(
      checkedS3Archiving(GOOD),
    );
  });

  test.each(S3_ARCHIVING_FORMATS)('may be written as %s, from a moment on, in a role', (format) => {
    const given = {
      ...GOOD,
      format,
      tagOrderInName: ['#type', '@host'],
      startFrom: 0,
      roleArn: 'arn:aws:iam::123456789012:role/archiver',
    };
    expect(checkedS3Archiving(given)).toEqual(given);
  });
});

describe('A bucket', () => {
  test.each([
    'abc',
    '123',
    '1a2',
    'amzn-s3-example',
    'log-archive-2026',
    'logs.example.com',
    'a-b.c-d',
    'my-.odd.-name',
    'a--b',
    'x-s3',
    'table-s3',
    's3alias',
    'mrap',
    'sthree',
    'xn-a',
    '1.2.3',
    '1.2.3.4.5',
    '192.168.5.x4',
    'a'.repeat(63),
  ])('may be called %s', (bucket) => {
    expect(checkedS3Archiving({ ...GOOD, bucket }).bucket).toBe(bucket);
  });

  test.each([
    ['', '3 to 63'],
    ['ab', '3 to 63'],
    ['a'.repeat(64), '3 to 63'],
    ['Logs', 'lower-case'],
    ['log_archive', 'lower-case'],
    ['log archive', 'lower-case'],
    ['logs/2026', 'lower-case'],
    ['s3://logs', 'lower-case'],
    ['lögs', 'lower-case'],
    ['ｌｏｇｓ', 'lower-case'],
    ['logs\n', 'lower-case'],
    ['\nlogs', 'lower-case'],
    ['logs\u0000', 'lower-case'],
    ['-logs', 'begin and end'],
    ['logs-', 'begin and end'],
    ['.logs', 'begin and end'],
    ['logs.', 'begin and end'],
    ['logs..archive', 'two “.”'],
    ['192.168.5.4', 'IPv4'],
    ['999.999.999.999', 'IPv4'],
    ['xn--logs', 'xn--'],
    ['sthree-logs', 'sthree-'],
    ['sthree-configurator-logs', 'sthree-'],
    ['amzn-s3-demo-logs', 'amzn-s3-demo-'],
    ['logs-s3alias', '-s3alias'],
    ['logs--ol-s3', '--ol-s3'],
    ['logs.mrap', '.mrap'],
    ['logs--use1-az5--x-s3', '--x-s3'],
    ['logs--table-s3', '--table-s3'],
  ])('may not be called %j', (bucket, rule) => {
    const refusal = refusalOf({ bucket });
    expect(refusal).toMatch(/^bucket must .+, as S3 has it\.$/);
    expect(refusal).toContain(rule);
  });
});

describe('A region', () => {
  test.each([
    'us-east-1',
    'us-west-2',
    'eu-central-1',
    'ap-southeast-7',
    'ca-west-1',
    'il-central-1',
    'me-south-1',
    'mx-central-1',
    'us-gov-west-1',
    'cn-northwest-1',
    'us-iso-east-1',
    'us-isob-east-1',
    'eu-isoe-west-1',
    'eusc-de-east-1',
  ])('may be %s', (region) => {
    expect(checkedS3Archiving({ ...GOOD, region }).region).toBe(region);
  });

  test.each([
    '',
    'us',
    'us-east',
    'us-east-',
    'us-east-1a',
    'us-east-100',
    'useast1',
    'us_east_1',
    'US-EAST-1',
    'us--east-1',
    'us-east-1\n',
    ' us-east-1',
    'us-east-1.amazonaws.com',
    'us-1',
    'us-east-١',
  ])('may not be %j', (region) => {
    expect(refusalOf({ region })).toBe('region must be the code of an AWS region, such as us-east-1.');
  });
});

describe('A role', () => {
  test.each([
    'arn:aws:iam::123456789012:role/archiver',
    'arn:aws:iam::000000000000:role/a',
    'arn:aws:iam::123456789012:role/application/logs/archiver',
    'arn:aws:iam::123456789012:role/Arch_iver+=,.@-1',
    'arn:aws-cn:iam::123456789012:role/archiver',
    'arn:aws-us-gov:iam::123456789012:role/archiver',
    'arn:aws-iso-b:iam::123456789012:role/archiver',
    'arn:aws-eusc:iam::123456789012:role/archiver',
    `arn:aws:iam::123456789012:role/${'a'.repeat(64)}`,
    `arn:aws:iam::123456789012:role/${'p'.repeat(510)}/${'a'.repeat(64)}`,
  ])('may be %s', (roleArn) => {
    expect(checkedS3Archiving({ ...GOOD, roleArn }).roleArn).toBe(roleArn);
  });

  test.each([
    '',
    'archiver',
    'arn:aws:iam::123456789012:role/',
    'arn:aws:iam::123456789012:user/archiver',
    'arn:aws:iam::12345678901:role/archiver',
    'arn:aws:iam::1234567890123:role/archiver',
    'arn:aws:iam::١٢٣٤٥٦٧٨٩٠١٢:role/archiver',
    'arn:aws:iam:us-east-1:123456789012:role/archiver',
    'arn:aws:sts::123456789012:assumed-role/archiver/session',
    'arn:aws:s3:::log-archive',
    'arn:gcp:iam::123456789012:role/archiver',
    'arn:awsome:iam::123456789012:role/archiver',
    'ARN:AWS:IAM::123456789012:ROLE/archiver',
    'arn:aws:iam::123456789012:role/arch iver',
    'arn:aws:iam::123456789012:role/a path/archiver',
    'arn:aws:iam::123456789012:role/archiver\n',
    'arn:aws:iam::123456789012:role/archivér',
    `arn:aws:iam::123456789012:role/${'a'.repeat(65)}`,
    `arn:aws:iam::123456789012:role/${'p'.repeat(511)}/archiver`,
  ])('may not be %j', (roleArn) => {
    expect(refusalOf({ roleArn })).toMatch(/^roleArn must be the ARN of an IAM role/);
  });
});

describe('The tags of a file’s name', () => {
  test.each<[string[]]>([
    [[]],
    [['#type']],
    [['#repo', '#type', '@source']],
    [['B', 'a']],
    [['é']],
    [['t'.repeat(256)]],
    [Array.from({ length: 50 }, (_, i) => `tag${i}`)],
  ])('may be %j, in that order', (tagOrderInName) => {
    expect(checkedS3Archiving({ ...GOOD, tagOrderInName }).tagOrderInName).toEqual(tagOrderInName);
  });

  test.each<[string[], string]>([
    [[''], '1 to 256'],
    [['  '], '1 to 256'],
    [['t'.repeat(257)], '1 to 256'],
    [['a', 'b', 'a'], 'names “a” twice'],
    [Array.from({ length: 51 }, (_, i) => `tag${i}`), 'at most 50'],
  ])('may not be %j', (tagOrderInName, rule) => {
    expect(refusalOf({ tagOrderInName })).toMatch(/^tagOrderInName /);
    expect(refusalOf({ tagOrderInName })).toContain(rule);
  });
});

test.each<[string, Partial<S3ArchivingInput>]>([
  ['bucket', { bucket: 'a'.repeat(500_000) }],
  ['bucket', { bucket: 'a.'.repeat(250_000) }],
  ['region', { region: `us-${'a'.repeat(100)}-1` }],
  ['region', { region: `us${'-a'.repeat(250_000)}` }],
  ['roleArn', { roleArn: `arn:aws${'-'.repeat(500_000)}` }],
  ['roleArn', { roleArn: `arn:aws:iam::123456789012:role/${'a/'.repeat(250_000)}` }],
  ['tagOrderInName', { tagOrderInName: ['t'.repeat(500_000)] }],
])('an endless %s is refused', (field, change) => {
  expect(refusalOf(change).split(' ')[0]).toBe(field);
});
