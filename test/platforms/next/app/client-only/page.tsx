'use client';

import dynamic from 'next/dynamic';

const BuyShoes = dynamic(() => import('./buy-shoes').then((module) => module.BuyShoes), {
  ssr: false,
});

export default function Page() {
  return <BuyShoes email="kim@example.com" />;
}
