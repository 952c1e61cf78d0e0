/** What the servers and the sandbox agree on. No buyer and no money knows these secrets. */
export const apiSecret = 'a-secret-of-the-sandbox-for-chaos';
export const webhookSecret = `whsec_${Buffer.from('signs webhooks in chaos').toString('base64')}`;
export const fulfilmentSecret = `whsec_${Buffer.from('signs fulfilments in chaos').toString('base64')}`;

export const storeId = 'store-chaos';
export const channelKeys = {
  kakaopay: 'channel-key-chaos-kakaopay',
  account: 'channel-key-chaos-account',
  /** Channels of the same store that no method of the catalog names. */
  another: 'channel-key-chaos-another',
  live: 'channel-key-chaos-live',
} as const;

/** How many there are of the one item that is counted: fewer than buyers want. */
export const mugs = 40;

/** The catalog file of the servers. */
export const catalog = JSON.stringify({
  store: { id: storeId, name: '혼돈 상점' },
  methods: [
    {
      id: 'kakaopay',
      label: '카카오페이',
      payMethod: 'EASY_PAY',
      pgProvider: 'KAKAOPAY',
      channelKey: channelKeys.kakaopay,
    },
    {
      id: 'account',
      label: '가상계좌',
      payMethod: 'VIRTUAL_ACCOUNT',
      pgProvider: 'TOSSPAYMENTS',
      channelKey: channelKeys.account,
      virtualAccount: { accountExpiry: { validHours: 24 } },
    },
  ],
  items: [
    { id: 'shoes', name: '신발', price: 1_000, currency: 'KRW', maxQuantity: 9 },
    { id: 'hat', name: '모자', price: 25_000, currency: 'KRW', maxQuantity: 9 },
    { id: 'mug', name: '머그컵', price: 12_000, currency: 'KRW', maxQuantity: 9, stock: mugs },
  ],
});
