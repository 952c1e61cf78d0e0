'use client';

import { useEffect } from 'react';
import { BuyShoes } from './buy-shoes';

export default function Page() {
  useEffect(() => {
    document.documentElement.dataset.hydrated = '';
  }, []);
  return <BuyShoes email="kim@example.com" />;
}
