import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fulfilmentHandler } from '../../../bff/fulfilment/handler-receiver.ts';

const event = (type: string) => ({
  id: 'msg_1',
  deliveryId: 'msg_1',
  type,
  paymentId: 'payment0001',
  body: JSON.stringify({ type, timestamp: '2026-11-24T00:00:00.000Z', data: {} }),
  attempts: 1,
});

test('has not delivered what the owner’s code throws at, so that it comes again', async () => {
  const deliver = fulfilmentHandler({
    onPaid: async () => {
      throw new Error('the stock room is closed');
    },
  });
  await assert.rejects(deliver(event('payment.paid')), /the stock room is closed/);
});

test('has delivered what the owner’s code does not want to hear', async () => {
  await fulfilmentHandler({ onPaid: () => assert.fail() })(event('payment.held'));
});
