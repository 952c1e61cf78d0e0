import Link from 'next/link';
import 'portone-checkout';
import { definePortoneCheckout } from 'portone-checkout/define';

definePortoneCheckout('shop-checkout');

export default function Page() {
  return (
    <>
      <portone-checkout item-id="shoes" bff="https://pay.example.com" />
      <Link href="/script">By the script tag</Link>
    </>
  );
}
