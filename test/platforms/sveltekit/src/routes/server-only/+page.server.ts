import 'portone-checkout';

export const load = () => ({});
