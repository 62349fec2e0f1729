/** However many receivers are slow, there are slots left for the others. */
import { DeliverySlots } from '../../../src/webhooks/delivery-slots';

const take = (slots: DeliverySlots, webhookId: string, times = 100): number =>
  Array.from({ length: times }, () => slots.take(webhookId)).filter(Boolean).length;

let slots: DeliverySlots;
beforeEach(() => (slots = new DeliverySlots()));

test('a webhook of which nothing is known gets one, and one that answers four', () => {
  expect(take(slots, 'new')).toBe(1);
  slots.learn('steady', true);
  expect(take(slots, 'steady')).toBe(4);
  slots.give('steady');
  expect(take(slots, 'steady')).toBe(1);
});

test('one that has failed gets one until it answers again', () => {
  slots.learn('webhook', true);
  slots.learn('webhook', false);
  expect(take(slots, 'webhook')).toBe(1);
  slots.learn('webhook', true);
  expect(take(slots, 'webhook')).toBe(3);
});

test('a hundred that fail get eight together, and leave the rest to those that answer', () => {
  const failing = Array.from({ length: 100 }, (_, i) => take(slots, `failing-${i}`, 1));
  expect(failing.filter(Boolean)).toHaveLength(8);
  for (let i = 0; i < 6; i++) {
    slots.learn(`steady-${i}`, true);
    expect(take(slots, `steady-${i}`)).toBe(4);
  }
  slots.learn('late', true);
  expect({ free: slots.free, taken: take(slots, 'late') }).toEqual({ free: 0, taken: 0 });
  slots.give('failing-0');
  expect(take(slots, 'late')).toBe(1);
});

test('what is given back can be taken by another', () => {
  for (let i = 0; i < 8; i++) slots.take(`failing-${i}`);
  expect(slots.take('another')).toBe(false);
  slots.give('failing-3');
  expect(slots.take('another')).toBe(true);
});
