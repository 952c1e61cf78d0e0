import { createServer } from 'node:http';
import { ConfigError, createCheckout, type OwnerEvent } from 'portone-checkout/server';

const checkout = await createCheckout({
  env: process.env,
  async onPaid({ data }: OwnerEvent) {
    const amount: number = data.totalAmount;
    console.log(data.paymentId, amount);
  },
}).catch((error: unknown) => {
  if (error instanceof ConfigError) console.error(error.problems.join('\n'));
  throw error;
});

const server = createServer(checkout.app.callback()).listen(checkout.config.port);
process.on('SIGTERM', () => checkout.close(new Promise((closed) => server.close(closed))));

// @ts-expect-error: settings are read from somewhere
createCheckout({});
