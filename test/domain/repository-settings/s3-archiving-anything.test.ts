import fc from 'fast-check';
import { DomainError } from '../../../src/kernel/domain-error';
import { checkedS3Archiving, S3_ARCHIVING_FORMATS } from '../../../src/repository-settings/s3-archiving';

describe('Whatever is given,', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.stringMatching(/^[a-z0-9.-]{0,70}$/),
    fc.stringMatching(/^(us|eu)(-[a-z]{0,5}){0,4}-\d{0,3}$/),
    fc.stringMatching(/^arn:aws[a-z-]{0,5}:iam::\d{11,13}:role\/[!-~]{0,80}$/),
  );
  const input = fc.record({
    bucket: text,
    region: text,
    format: fc.constantFrom(...S3_ARCHIVING_FORMATS),
    tagOrderInName: fc.option(fc.array(text, { maxLength: 60 })),
    startFrom: fc.option(fc.maxSafeInteger()),
    roleArn: fc.option(text),
  });

  test('it is accepted as it is, or refused with a field and a rule', () => {
    fc.assert(
      fc.property(input, (given) => {
        try {
          expect(checkedS3Archiving(given)).toEqual({ ...given, tagOrderInName: given.tagOrderInName ?? [] });
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
          expect(error).toMatchObject({
            code: 'BAD_USER_INPUT',
            message: expect.stringMatching(/^(bucket|region|roleArn|tagOrderInName) .+\.$/s),
          });
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('what is accepted fits into a host name and a path of AWS', () => {
    const accepted = fc.stringMatching(/^[a-z0-9.-]{3,63}$/).filter((bucket) => isAccepted(bucket));
    fc.assert(
      fc.property(accepted, (bucket) => {
        const { hostname, pathname } = new URL(`https://${bucket}.s3.eu-central-1.amazonaws.com/`);
        expect({ hostname, pathname }).toEqual({
          hostname: `${bucket}.s3.eu-central-1.amazonaws.com`,
          pathname: '/',
        });
      }),
    );
  });
});

function isAccepted(bucket: string): boolean {
  try {
    return checkedS3Archiving({ bucket, region: 'eu-central-1', format: 'RAW' }).bucket === bucket;
  } catch {
    return false;
  }
}
