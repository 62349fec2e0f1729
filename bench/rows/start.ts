/** From starting the process to the first answer that it is ready. */
import { filledDatabase } from '../filled-database';
import { atMost, figureAtMost, type Line, type Row } from '../row';
import { series, type Stand } from '../stand';
import { manyOf } from './million';

const FEW = 1_000;
const GREATEST_MS = 1_500;

async function run(stand: Stand): Promise<Line[]> {
  const many = manyOf(stand);
  const [withFew, withMany] = [await filledDatabase(FEW), await filledDatabase(many)];
  const start = (dataDirectory?: string) => async () => {
    const server = await stand.tollgate({}, dataDirectory);
    await server.end();
    return server.startMs;
  };
  const times = await stand.inTurn({
    empty: start(),
    few: start(withFew.dataDirectory),
    many: start(withMany.dataDirectory),
  });
  const milliseconds = (given: number[]) => series(given, (time) => time, 'ms');
  const line = (what: string, given: number[]): Line => ({
    what: `start to ready, ${what}`,
    figure: milliseconds(given),
    against: null,
    reference: null,
    target: figureAtMost(GREATEST_MS),
  });
  const manyTokens = `${many.toLocaleString('en-GB')} tokens`;
  return [
    line('the first start', times.empty),
    line(manyTokens, times.many),
    {
      ...line(manyTokens, times.many),
      against: `${FEW.toLocaleString('en-GB')} tokens`,
      reference: milliseconds(times.few),
      target: atMost(1.1),
    },
  ];
}

export const start: Row = { name: 'start', title: 'Start', run };
